use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use firsthand_desk::codename::Codename;
use firsthand_desk::desk::Desk;
use firsthand_desk::error::DeskError;
use firsthand_desk::limits::MAX_SUBMISSION_BYTES;
use firsthand_desk::pull::{PullToken, Queue, SourceEvent};
use firsthand_desk::submission;
use firsthand_store::StoreError;
use ureq::Agent;

use crate::Answer;
use crate::error::{CliError, name};
use crate::files::{Output, read, utf8};
use crate::out::short;
use crate::secret::random;
use crate::wording::count;

/// What the desk shows when it comes, in its folder.
const PASS: &str = "pull-pass";
/// How long a drop box may take to answer, and to hand a file over.
const PATIENCE: Duration = Duration::from_secs(120);
const LONG: Duration = Duration::from_secs(3600);
/// The longest answer that is read, in bytes: a parcel that came as a file beside words, encrypted once more and padded
/// by at most 12 %, is shorter.
const MOST: u64 = 80 << 20;

/// Bring home what waits in a drop box that stands elsewhere, and take the desk's answers there; or take in a parcel.
///
/// The drop box holds the desk's public keys alone and cannot read what it stores; what was brought home is removed there.
/// Set it up once: the file from --setup goes to the machine with the drop box, for `firsthand serve --drop-box-of FILE`.
/// Stop `firsthand serve` on the desk's folder while this runs.
///
/// A parcel is a file that a witness encrypted to this desk, with `firsthand page`, and somebody brought.
///
/// Examples:
///   firsthand pull --setup desk.json
///   firsthand pull http://….onion --proxy socks5://127.0.0.1:9050
///   firsthand pull parcel.age
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Pull {
    /// The drop box's address, which begins with http; or a parcel's file.
    #[arg(value_name = "URL|PARCEL", required_unless_present = "setup")]
    from: Option<String>,
    /// The desk's folder.
    #[arg(long, value_name = "DIR", default_value = "firsthand-data")]
    data: PathBuf,
    /// Write what a drop box must know of this desk into FILE.
    #[arg(long, value_name = "FILE", conflicts_with = "from")]
    setup: Option<PathBuf>,
    /// The way to an onion service: Tor's SOCKS port.
    #[arg(long, value_name = "PROXY")]
    proxy: Option<String>,
}

impl Pull {
    pub fn run(self) -> Result<Answer, CliError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| CliError::new(format!("nothing could be started: {error}")))?;
        runtime.block_on(async {
            if !self.data.join("custody.sqlite").exists() {
                return Err(CliError::new(format!("there is no desk in {}", name(&self.data)))
                    .hint("make one with `firsthand serve`, or name its folder with --data"));
            }
            let desk = Desk::open_joined(&self.data).await.map_err(CliError::new)?;
            let from = self.from.as_deref().unwrap_or_default();
            match &self.setup {
                Some(file) => self.set_up(&desk, file),
                None if from.starts_with("http") => self.pull(&desk, from.trim_end_matches('/')).await,
                None => take_submission(&desk, Path::new(from)).await,
            }
        })
    }

    fn set_up(&self, desk: &Desk, file: &Path) -> Result<Answer, CliError> {
        let output = Output::new(Some(file.to_owned()), false)?;
        let path = self.data.join(PASS);
        let pass = if path.exists() {
            PullToken::read(&utf8(read(&path)?, &path)?)
        } else {
            let pass = PullToken::new(&*random()?);
            Output::new(Some(path), false)?.write_secret(pass.as_str().as_bytes())?;
            pass
        };
        let public = serde_json::to_string_pretty(&desk.public(&pass)).expect("plain data");
        output.write(format!("{public}\n").as_bytes())?;
        say!("Nothing in {} is secret. Take it to the machine with the drop box, and there:", name(file));
        say!("  firsthand serve --drop-box-of {}", name(file));
        Ok(Answer::Yes)
    }

    async fn pull(&self, desk: &Desk, url: &str) -> Result<Answer, CliError> {
        let path = self.data.join(PASS);
        if !path.exists() {
            return Err(CliError::new("this desk has no drop box elsewhere yet").hint("begin with --setup FILE"));
        }
        let pass = PullToken::read(&utf8(read(&path)?, &path)?);
        let there = There::new(url, &pass, self.proxy.as_deref())?;
        let (mut events, mut answers) = (0, 0);
        loop {
            let waiting: Queue = serde_json::from_slice(&there.get("/pull")?)
                .map_err(|_| CliError::new(format!("{} does not answer like a drop box", short(url))))?;
            for event in &waiting.events {
                events += usize::from(take_in(desk, &there, event).await?);
            }
            for answer in desk.answers_for(&waiting.sources).map_err(CliError::new)? {
                there.post("/pull/answer", &serde_json::to_vec(&answer).expect("plain data"))?;
                answers += 1;
            }
            let Some(last) = waiting.events.last() else { break };
            there.post(&format!("/pull/done/{}", last.number), b"")?;
        }
        say!("Brought home: {}. Taken there: {}.", count(events, "event"), count(answers, "answer"));
        Ok(Answer::Yes)
    }
}

/// Takes in a parcel that was brought. Whether it opens shows only where a member is signed in.
async fn take_submission(desk: &Desk, path: &Path) -> Result<Answer, CliError> {
    let error = |error| CliError::io(path, "read", &error);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(error)?;
    file.take(MAX_SUBMISSION_BYTES + 1).read_to_end(&mut bytes).map_err(error)?;
    if bytes.len() as u64 > MAX_SUBMISSION_BYTES {
        let most = MAX_SUBMISSION_BYTES >> 20;
        return Err(CliError::new(format!("{} is longer than {most} MiB, the most of a parcel", name(path))));
    }
    if !submission::begins(&bytes) {
        return Err(CliError::new(format!("{} is no parcel: it is not an age file", name(path)))
            .hint("a drop box's address begins with http"));
    }
    let codename = Codename::new(&*random()?);
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let number = desk.receive_submission(&desk.key(&codename), &bytes, today).await.map_err(CliError::new)?;
    let Some(number) = number else {
        say!("{} is here already.", name(path));
        return Ok(Answer::No);
    };
    say!("{} is account {number}. A member who signs in sees whether it opens.", name(path));
    say!("If you can reach who sent it, this is their codename, for the desk's answers: {}", codename.as_str());
    Ok(Answer::Yes)
}

/// Takes in one event with its blobs, each held against its hash.
async fn take_in(desk: &Desk, there: &There<'_>, event: &SourceEvent) -> Result<bool, CliError> {
    for blob in event.blobs() {
        let bytes = there.get(&format!("/pull/blob/{blob}"))?;
        desk.take_blob(&blob, &bytes).map_err(|error| match error {
            DeskError::Store(StoreError::DamagedBlob(_)) => {
                CliError::new("a file came damaged on its way").hint("nothing was lost; try again")
            }
            other => CliError::new(other),
        })?;
    }
    desk.take_in(event).await.map_err(|error: DeskError| CliError::new(error))
}

/// The drop box.
struct There<'a> {
    agent: Agent,
    url: &'a str,
    pass: String,
}

impl<'a> There<'a> {
    fn new(url: &'a str, pass: &PullToken, proxy: Option<&str>) -> Result<Self, CliError> {
        let proxy = proxy.map(ureq::Proxy::new).transpose();
        let proxy = proxy.map_err(|error| CliError::new(format!("the proxy cannot be used: {error}")))?;
        // A circuit that stalls must not keep the desk's folder for ever.
        let config = Agent::config_builder().proxy(proxy).timeout_connect(Some(PATIENCE));
        let config =
            config.timeout_recv_response(Some(PATIENCE)).timeout_recv_body(Some(LONG)).timeout_send_body(Some(LONG));
        let agent = config.build().new_agent();
        Ok(Self { agent, url, pass: format!("Bearer {}", pass.as_str()) })
    }

    fn get(&self, path: &str) -> Result<Vec<u8>, CliError> {
        let response = self.agent.get(format!("{}{path}", self.url)).header("authorization", &self.pass).call();
        let mut bytes = Vec::new();
        let mut body = response.map_err(|error| self.failed(&error))?.into_body().into_reader().take(MOST);
        body.read_to_end(&mut bytes).map_err(|error| self.failed(&error.into()))?;
        Ok(bytes)
    }

    /// Sends `json`. What is gone there by now is no error.
    fn post(&self, path: &str, json: &[u8]) -> Result<(), CliError> {
        let request = self.agent.post(format!("{}{path}", self.url)).header("authorization", &self.pass);
        match request.content_type("application/json").send(json) {
            Ok(_) | Err(ureq::Error::StatusCode(410)) => Ok(()),
            Err(error) => Err(self.failed(&error)),
        }
    }

    fn failed(&self, error: &ureq::Error) -> CliError {
        let failed = |what: &str| CliError::new(format!("{}: {what}", short(self.url)));
        match error {
            ureq::Error::StatusCode(404) => failed("no drop box of this desk answers there")
                .hint("serve it with the file that --setup wrote, and look at the address"),
            other => failed(&other.to_string()).hint("nothing was lost; try again when it answers"),
        }
    }
}
