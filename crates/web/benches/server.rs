//! Measures a server with 10,000 published accounts: how fast it answers, how much memory it holds, and how fast it
//! starts. The program runs on one core and is asked over HTTP from another core. `scripts/bench` runs this. It fails
//! if a bound of the project is missed.
//!
//! The variable FIRSTHAND names the program.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use firsthand_desk::codename::Codename;
use firsthand_desk::consent::{Consent, Name, When, Words};
use firsthand_desk::desk::Desk;
use firsthand_desk::drafts::Draft;
use firsthand_desk::sources::Arrival;
use jiff::civil::date;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

const ACCOUNTS: usize = 10_000;
/// The number of words of each account, and of the long account whose copies are checked.
const WORDS: usize = 300;
const LONG: usize = 5_000;
/// The number of requests a second, and the number of seconds.
const RATE: u32 = 50;
const SECONDS: u32 = 20;
const UPLOADS: usize = 200;
const UPLOAD: usize = 5_000_000;

/// A source of numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        for piece in bytes.chunks_mut(32) {
            self.0 += 1;
            piece.copy_from_slice(&Sha256::digest(self.0.to_le_bytes())[..piece.len()]);
        }
        bytes
    }

    /// A number below `end`. Small numbers come more often, like frequent words in prose.
    fn below(&mut self, end: u64) -> u64 {
        let unit = u64::from_le_bytes(self.bytes()) as f64 / u64::MAX as f64;
        ((end as f64).powf(unit) as u64 - 1).min(end - 1)
    }
}

/// A text of `words` words, from a vocabulary of 5,000 invented words with frequencies by Zipf's law.
fn text(numbers: &mut Numbers, words: usize) -> String {
    let mut text = String::new();
    for at in 0..words {
        let mut rest = numbers.below(5_000) + 1;
        while rest > 0 {
            text.push_str(["ba", "ne", "sho", "ri", "lu", "ka", "te", "mo"][rest as usize % 8]);
            rest /= 8;
        }
        text.push_str(if at % 60 == 59 { ".\n\n" } else { " " });
    }
    text
}

/// Publishes all accounts in `folder` by the rules of a desk. Returns the id of the long account, and its text with
/// its slip.
async fn publish(folder: &Path, accounts: usize) -> (String, String) {
    let mut numbers = Numbers(0);
    let today = date(2026, 11, 23);
    let (desk, first) = Desk::open(folder, today, &numbers.bytes()).await.expect("a new desk");
    let session = desk.sample_session(&first.expect("it is new"), today, &Zeroizing::new(numbers.bytes())).await;
    let session = session.expect("nobody has joined");
    let source = desk.key(&Codename::new(&numbers.bytes()));
    let mut last = String::new();
    for at in 1..=accounts {
        let consent = Consent { words: Words::All, photographs: false, name: Name::None, when: When::AnyTime };
        let text = text(&mut numbers, if at == accounts { LONG } else { WORDS });
        let arrival = Arrival { text, language: "en".into(), consent, files: Vec::new() };
        let account = desk.receive(&source, arrival, today, &numbers.bytes()).await.expect("it is received");
        let draft = Draft::default();
        desk.save_draft(&session, account, &draft, today).await.expect("it is kept");
        let seen = desk.catalogue().received[&account].draft.as_ref().expect("it is there").blob;
        last = desk.publish(&session, account, seen, "", today).await.expect("it is published");
    }
    let text = desk.page(&last).expect("it is published").text;
    desk.leave_samples(session, today).await.expect("the session is left");
    (last, text)
}

/// A server in its own process, on the first core.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Starts a server. Returns the time until it answered the first request.
    fn start(data: &Path) -> (Self, Duration) {
        let program = std::env::var_os("FIRSTHAND").expect("FIRSTHAND names the program");
        let started = Instant::now();
        let child = Command::new("taskset")
            .args(["-c", "0"])
            .arg(program)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn();
        let mut child = child.expect("the program and taskset are there");
        let mut said = String::new();
        let mut out = child.stdout.take().expect("it is piped");
        while !said.contains("/desk\n") {
            let mut piece = [0; 1024];
            let count = out.read(&mut piece).expect("it says where it serves");
            assert!(count > 0, "it ended: {said}");
            said.push_str(&String::from_utf8_lossy(&piece[..count]));
        }
        thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        let (_, rest) = said.split_once("http://").expect("an address");
        let address = rest.split('/').next().expect("an address").to_owned();
        let server = Self { child, address };
        let (status, page) = server.ask("GET", "/", "text/plain", b"");
        assert!(status == 200 && page.ends_with("</html>"), "the first page");
        (server, started.elapsed())
    }

    fn ask(&self, method: &str, path: &str, media_type: &str, body: &[u8]) -> (u16, String) {
        ask(&self.address, method, path, media_type, body)
    }

    /// The memory of the server in megabytes, by a field of `/proc/PID/status`: the present amount or the maximum so
    /// far.
    fn memory(&self, field: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("it runs");
        let line = status.lines().find(|line| line.starts_with(field)).expect("Linux says it");
        line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).expect("a number") * 1024.0 / 1e6
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ask(address: &str, method: &str, path: &str, media_type: &str, body: &[u8]) -> (u16, String) {
    let mut stream = TcpStream::connect(address).expect("it listens");
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: {media_type}\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).expect("it takes what is sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("it answers");
    let answer = String::from_utf8(answer).expect("pages are text");
    (answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status"), answer)
}

/// The median and the 99th percentile of the times of requests. Requests are sent at [`RATE`], even if earlier ones
/// are not answered yet. Each time is measured from the moment when the request was due. Every answer must contain
/// `expected`.
fn load(server: &Server, method: &'static str, path: &str, body: Vec<u8>, expected: &'static str) -> [f64; 2] {
    let (send, receive) = mpsc::channel();
    let start = Instant::now() + Duration::from_millis(50);
    for at in 0..RATE * SECONDS {
        let due = start + Duration::from_secs(1) / RATE * at;
        thread::sleep(due.saturating_duration_since(Instant::now()));
        let (send, address, path, body) = (send.clone(), server.address.clone(), path.to_owned(), body.clone());
        thread::spawn(move || {
            let (status, answer) = ask(&address, method, &path, "multipart/form-data; boundary=b", &body);
            let took = due.elapsed();
            assert!(status == 200 && answer.contains(expected), "{path}: {status}");
            send.send(took.as_secs_f64() * 1e3).expect("it is waited for");
        });
    }
    drop(send);
    let mut times: Vec<f64> = receive.iter().collect();
    assert_eq!(times.len(), (RATE * SECONDS) as usize, "every request was answered as expected");
    times.sort_unstable_by(f64::total_cmp);
    [times[times.len() / 2], times[times.len() * 99 / 100]]
}

fn form(fields: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let file = if *name == "files" { "; filename=\"f\"" } else { "" };
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").as_bytes());
        body.extend(*value);
        body.extend(b"\r\n");
    }
    body.extend(b"--b--\r\n");
    body
}

/// Sends [`UPLOADS`] files at once, each for its own account, and leaves all the accounts. Returns how many were
/// accepted.
fn uploads(server: &Server) -> usize {
    let one = |at: usize, address: String| {
        let mut file = vec![0; UPLOAD];
        for (piece, number) in file.chunks_mut(8).zip(at as u64 * 1_000_000..) {
            piece.copy_from_slice(&number.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes()[..piece.len()]);
        }
        let text = format!("Account number {at}, with a photograph that is as large as this.");
        let media_type = "multipart/form-data; boundary=b";
        let body = form(&[("text", text.as_bytes()), ("files", &file)]);
        let (status, page) = ask(&address, "POST", "/drop?lang=en", media_type, &body);
        let value = |name: &str| {
            let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\""))?;
            rest.split('"').next().map(str::to_owned)
        };
        let (200, Some(token), Some(waiting)) = (status, value("token"), value("waiting")) else { return false };
        let fields = [("text", text.as_bytes()), ("token", token.as_bytes()), ("waiting", waiting.as_bytes())];
        let (status, page) = ask(&address, "POST", "/drop/send?lang=en", media_type, &form(&fields));
        status == 200 && page.contains("class=\"codename\"")
    };
    let all: Vec<_> = (0..UPLOADS)
        .map(|at| {
            thread::spawn({
                let address = server.address.clone();
                move || one(at, address)
            })
        })
        .collect();
    all.into_iter().filter_map(|one| one.join().ok()).filter(|taken| *taken).count()
}

fn main() {
    // The folder is in memory if possible, because the disk is not measured.
    let shared = Path::new("/dev/shm");
    let place = if shared.is_dir() { shared.to_owned() } else { std::env::temp_dir() };
    let folder = tempfile::tempdir_in(&place).expect("a folder");
    let (data, empty) = (folder.path().join("desk"), folder.path().join("empty"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (id, sealed) = runtime.block_on(publish(&data, ACCOUNTS));

    let mut out = format!(
        "The server on one core, its folder in {}; {ACCOUNTS} accounts of {WORDS} words, one of {LONG}\n",
        place.display()
    );
    let mut missed = false;
    let mut row = |name: &str, shown: String, value: f64, most: f64, unit: &str| {
        let is_missed = value >= most;
        missed |= is_missed;
        let bound = if most.is_finite() { format!("   under {most} {unit}") } else { String::new() };
        let _ = writeln!(out, "{name:<58} {shown}{bound}{}", if is_missed { "  MISSED" } else { "" });
    };

    let (server, first) = Server::start(&empty);
    thread::sleep(Duration::from_secs(2));
    row(
        "a new desk: from its start to the first page",
        format!("{:7.2} s", first.as_secs_f64()),
        first.as_secs_f64(),
        0.5,
        "s",
    );
    row("a new desk: memory, idle", format!("{:7.1} MB", server.memory("VmRSS")), server.memory("VmRSS"), 40.0, "MB");
    let taken = uploads(&server);
    let peak = server.memory("VmHWM");
    let name = format!("{UPLOADS} uploads of 5 MB at once: memory at its peak");
    row(&name, format!("{peak:7.1} MB"), peak, 200.0, "MB");
    row("  of these not taken", format!("{:7}", UPLOADS - taken), (UPLOADS - taken) as f64, 1.0, "");
    drop(server);

    // The first start makes the published index. The next start reads it.
    let (server, first) = Server::start(&data);
    let first = first.as_secs_f64();
    row("10,000 accounts: the same while the index is made", format!("{first:7.2} s"), first, f64::INFINITY, "s");
    drop(server);
    let (server, first) = Server::start(&data);
    let first = first.as_secs_f64();
    row("10,000 accounts: from its start to the first page", format!("{first:7.2} s"), first, 0.5, "s");
    thread::sleep(Duration::from_secs(1));
    let idle = server.memory("VmRSS");
    row("10,000 accounts: memory, idle", format!("{idle:7.1} MB"), idle, f64::INFINITY, "MB");
    let text = |text: &str| form(&[("text", text.as_bytes())]);
    let words = sealed.find("firsthand1").expect("it has a slip");
    let middle = sealed[..words / 2].rfind(' ').expect("words");
    let changed = format!("{} otherwise {}", &sealed[..middle], &sealed[middle + 1..]);
    for (name, method, path, body, expected) in [
        ("/a/ID of 5,000 words", "GET", format!("/a/{id}?lang=en"), Vec::new(), "Check this page yourself"),
        ("/check, 5,000 words, true", "POST", "/check?lang=en".into(), text(&sealed), "This archive published it"),
        ("/check, 5,000 words, a word too many", "POST", "/check?lang=en".into(), text(&changed), "{+otherwise+}"),
    ] {
        let [median, p99] = load(&server, method, &path, body, expected);
        row(
            &format!("{name}: median and p99 at {RATE} a second"),
            format!("{median:7.1} {p99:7.1} ms"),
            p99,
            50.0,
            "ms",
        );
    }
    drop(server);
    println!("{out}");
    std::process::exit(i32::from(missed));
}
