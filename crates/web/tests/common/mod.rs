//! A server that listens on a port, with accounts published by the rules of a desk, and a small client.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, Ordering};

use firsthand_desk::codename::Codename;
use firsthand_desk::consent::{Consent, Name, When, Words};
use firsthand_desk::desk::Desk;
use firsthand_desk::drafts::Draft;
use firsthand_desk::page::Translation;
use firsthand_desk::sources::{Arrival, Upload};
use firsthand_web::{App, Roles, World};
use jiff::civil::date;
use zeroize::Zeroizing;

pub const BRIDGE: &str = "They closed the bridge at nine in the evening. I stood there with my neighbour and \
her bag, and nobody told us why.\n\nBy ten there were forty people behind us, and a man with a lamp who said that \
the other bridge was closed as well. I did not see that myself.";
pub const WITHHELD: &str = "Мою соседку зовут Алия Жумабаева, и она была на площади весь вечер. Она видела, как \
приехали автобусы, и считала их вместе со мной: всего двенадцать.";
pub const TRANSLATED: &str = "My neighbour is called [name withheld], and she was on the square all evening. She saw \
the buses come and counted them with me: twelve in all.";
pub const RETRACTED: &str = "I heard from a friend that the station was shut for three days and that the trains \
stood in the fields with all their lights on until the morning.";

/// An account whose edition was replaced. Its first edition shows the name of a neighbour.
pub const REPLACED: &str = "The shop on the corner of our street was open until noon. Berta Quillon sold us the last \
of the bread and wrote the names of those who could not pay into a blue book.";

pub const LONG: &str = "On the first day we were told to wait and on the second day we were told to go home and on the \
third day nobody told us anything at all so we went to the bridge by ourselves and counted the soldiers who stood there";

#[allow(dead_code, reason = "not every test asks for all")]
pub struct Server {
    pub address: SocketAddr,
    pub folder: tempfile::TempDir,
    pub bridge: String,
    pub withheld: String,
    pub retracted: String,
    /// The retracted account with its slip, as a reader took it before.
    pub retracted_text: String,
    pub replaced: String,
    /// The text and the translation of the edition that was replaced, with their slips.
    pub before: [String; 2],
    /// An account with a photograph, and with so many withheld words that its slip is too long for a QR code.
    pub long: String,
    _stop: tokio::sync::oneshot::Sender<()>,
}

pub struct Answer {
    pub status: u16,
    pub headers: HashMap<String, String>,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("text")
    }

    #[allow(dead_code, reason = "not every file of tests asks for JSON")]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).expect("JSON")
    }
}

fn random<const N: usize>() -> [u8; N] {
    static NEXT: AtomicU8 = AtomicU8::new(1);
    [NEXT.fetch_add(1, Ordering::Relaxed); N]
}

/// A photograph as it arrives with an account.
fn photograph(desk: &Desk) -> Upload {
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/check.png")).unwrap();
    let mut incoming = desk.incoming(&bytes).unwrap();
    incoming.write_all(&bytes).unwrap();
    incoming.finish().unwrap()
}

impl Server {
    /// Starts a server with its accounts, among them a whole one, one with a withheld name and a translation, and a
    /// retracted one.
    pub fn start() -> Self {
        let (ready, started) = std::sync::mpsc::channel();
        let (stop, stopped) = tokio::sync::oneshot::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async {
                let folder = tempfile::tempdir().unwrap();
                let today = date(2026, 11, 23);
                let (desk, first) = Desk::open(folder.path(), today, &random()).await.unwrap();
                let first = first.unwrap();
                let session = desk.sample_session(&first, today, &Zeroizing::new(random())).await.unwrap();
                let mut ids = Vec::new();
                let every_third: Vec<(u32, u32)> = (1..13).map(|at| (3 * at, 3 * at)).collect();
                let accounts = [
                    (BRIDGE, "en", vec![]),
                    (WITHHELD, "ru", vec![(4, 5)]),
                    (RETRACTED, "en", vec![]),
                    (LONG, "en", every_third),
                ];
                for (text, language, withheld) in accounts {
                    let consent = Consent {
                        words: Words::All,
                        photographs: true,
                        name: Name::Pen("Er".into()),
                        when: When::AnyTime,
                    };
                    let shown = text == LONG;
                    let (text, language) = (text.to_owned(), language.to_owned());
                    let files: Vec<Upload> = shown.then(|| photograph(&desk)).into_iter().collect();
                    let arrival = Arrival { text, language: language.clone(), consent, files };
                    let source = desk.key(&Codename::new(&random()));
                    let account = desk.receive(&source, arrival, today, &random()).await.unwrap();
                    let translation = Translation { language: "en".into(), text: TRANSLATED.into() };
                    let is_withheld = language == "ru";
                    let draft = Draft {
                        withheld,
                        photographs: if shown { vec![0] } else { Vec::new() },
                        with_name: !is_withheld,
                        cleared: Vec::new(),
                        translations: if is_withheld { vec![translation] } else { Vec::new() },
                    };
                    desk.save_draft(&session, account, &draft, today).await.unwrap();
                    let seen = desk.catalogue().received[&account].draft.clone().unwrap().blob;
                    ids.push(desk.publish(&session, account, seen, "", today).await.unwrap());
                }
                let retracted_text = desk.page(&ids[2]).unwrap().text;
                desk.retract(&session, &ids[2], "the friend <was> not there", today).await.unwrap();
                let consent = Consent { words: Words::All, photographs: true, name: Name::None, when: When::AnyTime };
                let arrival =
                    Arrival { text: REPLACED.into(), language: "en".into(), consent, files: vec![photograph(&desk)] };
                let source = desk.key(&Codename::new(&random()));
                let account = desk.receive(&source, arrival, today, &random()).await.unwrap();
                let mut before = None;
                let mut replaced = String::new();
                for (withheld, photographs, translation, why) in [
                    (vec![], vec![0], "La tienda de la esquina abrió hasta el mediodía.", ""),
                    (
                        vec![(13, 14)],
                        vec![],
                        "La tienda de nuestra esquina abrió hasta el mediodía.",
                        "a name <stood> in it",
                    ),
                ] {
                    let translation = Translation { language: "es".into(), text: translation.into() };
                    let draft = Draft { withheld, photographs, translations: vec![translation], ..Draft::default() };
                    desk.save_draft(&session, account, &draft, today).await.unwrap();
                    let seen = desk.catalogue().received[&account].draft.clone().unwrap().blob;
                    replaced = desk.publish(&session, account, seen, why, today).await.unwrap();
                    let page = desk.page(&replaced).unwrap();
                    before.get_or_insert([page.text, page.translations[0].text.clone()]);
                }
                let before = before.unwrap();
                desk.leave_samples(session, today).await.unwrap();
                let own = Zeroizing::new(random());
                let joining = desk.joining(&first, "Ada", "a passphrase that is long", &random(), today, &own);
                desk.join(joining.unwrap()).await.unwrap();
                let index = folder.path().join("index");
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                let address = listener.local_addr().unwrap();
                let [bridge, withheld, retracted, long] = ids.try_into().unwrap();
                let server = Server {
                    address,
                    folder,
                    bridge,
                    withheld,
                    retracted,
                    retracted_text,
                    replaced,
                    before,
                    long,
                    _stop: stop,
                };
                ready.send(server).ok();
                let stop = async { drop(stopped.await) };
                firsthand_web::serve(App::new(desk, Roles::default(), World::default(), Some(index)), listener, stop)
                    .await;
            });
        });
        started.recv().expect("it starts")
    }

    pub fn send(&self, method: &str, path: &str, media_type: &str, body: &[u8]) -> Answer {
        self.send_with(method, path, &[("Content-Type", media_type)], body)
    }

    pub fn send_with(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n",
            self.address,
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        // A server that refuses may answer before it has read everything.
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let end = answer.windows(4).position(|at| at == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Answer { status, headers: lines.filter_map(header).collect(), bytes: answer[end + 4..].to_vec() }
    }

    /// The files of the desk that hold `text` in the clear.
    #[allow(dead_code, reason = "not every file of tests asks for it")]
    pub fn on_disk(&self, text: &str) -> Vec<PathBuf> {
        fn holding(folder: &Path, text: &str) -> Vec<PathBuf> {
            let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            paths
                .flat_map(|path| match path.is_dir() {
                    true => holding(&path, text),
                    false => {
                        let bytes = std::fs::read(&path).unwrap();
                        let found = bytes.windows(text.len()).any(|part| part.eq_ignore_ascii_case(text.as_bytes()));
                        found.then_some(path).into_iter().collect()
                    }
                })
                .collect()
        }
        holding(self.folder.path(), text)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "text/plain", b"")
    }

    /// Sends the form of `/check`.
    pub fn check(&self, text: &str, file: &[u8]) -> Answer {
        self.check_files(text, &[("copy.txt", file)])
    }

    /// Sends the form of `/check` with files, each with its name.
    pub fn check_files(&self, text: &str, files: &[(&str, &[u8])]) -> Answer {
        let mut body = format!("--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n{text}\r\n").into_bytes();
        for (name, file) in files {
            let head = format!("Content-Disposition: form-data; name=\"copy\"; filename=\"{name}\"");
            body.extend(format!("--b\r\n{head}\r\n\r\n").as_bytes());
            body.extend(*file);
            body.extend(b"\r\n");
        }
        body.extend(b"--b--\r\n");
        self.send("POST", "/check?lang=en", "multipart/form-data; boundary=b", &body)
    }
}
