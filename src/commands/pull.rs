use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use firsthand_desk::codename::Codename;
use firsthand_desk::desk::Desk;
use firsthand_desk::error::DeskError;
use firsthand_desk::limits::MAX_SUBMISSION_BYTES;
use firsthand_desk::pull::{DeskPublic, PullToken, Queue, SourceEvent};
use firsthand_desk::submission;
use firsthand_store::StoreError;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use ureq::Agent;

use crate::error::{CliError, name};
use crate::files::{Output, read, utf8};
use crate::limits::{MAX_ANSWER, MAX_TRANSFER, MAX_WAIT};
use crate::out::short;
use crate::refusals;
use crate::secret::random;
use crate::wording::count;
use firsthand_verdict::Answer;

/// The file in the desk's folder with the password that the drop box asks for.
const PASS: &str = "pull-pass";

/// Fetch the accounts from a drop box on another machine, and send the desk's answers there; or take in one file.
///
/// The drop box has only the public keys of the desk, and cannot read what it stores. It deletes what the desk has fetched.
/// Set it up once: --setup writes a file; take this file to the other machine, for `firsthand serve --drop-box-of FILE`.
/// Stop `firsthand serve` on the desk's folder while this command runs.
///
/// The command also takes in a file that a witness encrypted to this desk with `firsthand page`, and that somebody brought.
///
/// Examples:
///   firsthand pull --setup desk.json
///   firsthand pull http://….onion --proxy socks5://127.0.0.1:9050
///   firsthand pull account.age
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Pull {
    /// The address of the drop box, which begins with http; or a file that a witness encrypted to this desk.
    #[arg(value_name = "URL|FILE", required_unless_present = "setup")]
    from: Option<String>,
    /// The desk's folder.
    #[arg(long, value_name = "DIR", default_value = "firsthand-data")]
    data: PathBuf,
    /// Write the public keys of this desk to FILE, for the drop box.
    #[arg(long, value_name = "FILE", conflicts_with = "from")]
    setup: Option<PathBuf>,
    /// The SOCKS port of Tor, through which an onion service is reached.
    #[arg(long, value_name = "PROXY")]
    proxy: Option<String>,
}

impl Pull {
    pub fn run(self) -> Result<Answer, CliError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| CliError::new("the program could not be started").because(error))?;
        runtime.block_on(async {
            let desk = Desk::open_joined(&self.data, today()).await.map_err(refusals::desk)?;
            let from = self.from.as_deref().unwrap_or_default();
            match &self.setup {
                Some(file) => self.set_up(&desk, file),
                None if from.starts_with("http") => self.pull(&desk, from.trim_end_matches('/')).await,
                None => take_submission(&desk, Path::new(from)).await,
            }
        })
    }

    fn set_up(&self, desk: &Desk, file: &Path) -> Result<Answer, CliError> {
        // After the desk got a new key, the file is written again.
        let is_ours = |text: &str| {
            serde_json::from_str::<DeskPublic>(text)
                .is_ok_and(|known| known.salt == desk.public(&PullToken::read("")).salt)
        };
        let again = file.exists() && utf8(read(file)?, file).is_ok_and(|text| is_ours(&text));
        let output = Output::new(Some(file.to_owned()), again)?;
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
        say!("{} holds no secret. Take it to the machine with the drop box, and start there:", name(file));
        say!("  firsthand serve --drop-box-of {}", name(file));
        Ok(Answer::Yes)
    }

    async fn pull(&self, desk: &Desk, url: &str) -> Result<Answer, CliError> {
        let path = self.data.join(PASS);
        if !path.exists() {
            return Err(
                CliError::new("this desk has no drop box on another machine yet").hint("make one with --setup FILE")
            );
        }
        let pass = PullToken::read(&utf8(read(&path)?, &path)?);
        let there = There::new(url, &pass, self.proxy.as_deref())?;
        let (mut events, mut answers) = (0, 0);
        loop {
            let waiting: Queue = serde_json::from_slice(&there.get("/pull")?).map_err(|error| {
                CliError::new(format!("{} does not answer like a drop box", short(url))).because(error)
            })?;
            for event in &waiting.events {
                events += usize::from(take_in(desk, &there, event).await?);
            }
            for answer in desk.answers_for(&waiting.sources).map_err(refusals::desk)? {
                there.post("/pull/answer", &serde_json::to_vec(&answer).expect("plain data"))?;
                answers += 1;
            }
            let Some(last) = waiting.events.last() else { break };
            there.post(&format!("/pull/done/{}", last.number), b"")?;
        }
        say!("Fetched: {}. Sent: {}.", count(events, "event"), count(answers, "answer"));
        Ok(Answer::Yes)
    }
}

/// Takes in a file that a witness made. Only a member who is signed in can see whether it opens.
async fn take_submission(desk: &Desk, path: &Path) -> Result<Answer, CliError> {
    let error = |error| CliError::io(path, "read", error);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(error)?;
    file.take(MAX_SUBMISSION_BYTES + 1).read_to_end(&mut bytes).map_err(error)?;
    if bytes.len() as u64 > MAX_SUBMISSION_BYTES {
        let max = MAX_SUBMISSION_BYTES >> 20;
        return Err(CliError::new(format!("{} is longer than {max} MiB, the maximum of an account", name(path))));
    }
    if !submission::begins(&bytes) {
        return Err(CliError::new(format!("{} is not an account for a desk: it is not an age file", name(path)))
            .hint("to fetch from a drop box, give an address that begins with http"));
    }
    let codename = Codename::new(&*random()?);
    let number = desk.receive_submission(&desk.key(&codename), &bytes, today()).await.map_err(refusals::desk)?;
    let Some(number) = number else {
        say!("The desk has {} already.", name(path));
        return Ok(Answer::No);
    };
    say!("{} is account {number}. A member who signs in can see whether it opens.", name(path));
    say!(
        "If you can reach its sender, tell them this codename, with which they read the answers of the desk: {}",
        codename.as_str()
    );
    Ok(Answer::Yes)
}

/// The day, in UTC.
fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

/// Takes in one event with its blobs. Fails if a blob does not have its hash.
async fn take_in(desk: &Desk, there: &There<'_>, event: &SourceEvent) -> Result<bool, CliError> {
    for blob in event.blobs() {
        let bytes = there.get(&format!("/pull/blob/{blob}"))?;
        desk.take_blob(&blob, &bytes).map_err(|error| match error {
            DeskError::Store(StoreError::DamagedBlob(_)) => {
                CliError::new("a file was damaged on its way").hint("nothing was lost; try again")
            }
            other => refusals::desk(other),
        })?;
    }
    desk.take_in(event, today()).await.map_err(refusals::desk)
}

/// The drop box on the other machine.
struct There<'a> {
    agent: Agent,
    url: &'a str,
    pass: String,
}

impl<'a> There<'a> {
    fn new(url: &'a str, pass: &PullToken, proxy: Option<&str>) -> Result<Self, CliError> {
        let proxy = proxy.map(ureq::Proxy::new).transpose();
        let proxy = proxy.map_err(|error| CliError::new("the proxy cannot be used").because(error))?;
        // The desk's folder is locked meanwhile, so a connection that stalls must end.
        let config = Agent::config_builder().proxy(proxy).timeout_connect(Some(MAX_WAIT));
        let config = config.timeout_recv_response(Some(MAX_WAIT));
        let config = config.timeout_recv_body(Some(MAX_TRANSFER)).timeout_send_body(Some(MAX_TRANSFER));
        let agent = config.build().new_agent();
        Ok(Self { agent, url, pass: format!("Bearer {}", pass.as_str()) })
    }

    fn get(&self, path: &str) -> Result<Vec<u8>, CliError> {
        let response = self.agent.get(format!("{}{path}", self.url)).header("authorization", &self.pass).call();
        let mut bytes = Vec::new();
        let mut body = response.map_err(|error| self.failed(error))?.into_body().into_reader().take(MAX_ANSWER);
        body.read_to_end(&mut bytes).map_err(|error| self.failed(error.into()))?;
        Ok(bytes)
    }

    /// Sends `json`. It is no error if the drop box has deleted the source meanwhile.
    fn post(&self, path: &str, json: &[u8]) -> Result<(), CliError> {
        let request = self.agent.post(format!("{}{path}", self.url)).header("authorization", &self.pass);
        match request.content_type("application/json").send(json) {
            Ok(_) | Err(ureq::Error::StatusCode(410)) => Ok(()),
            Err(error) => Err(self.failed(error)),
        }
    }

    fn failed(&self, error: ureq::Error) -> CliError {
        let url = short(self.url);
        match error {
            ureq::Error::StatusCode(404) => CliError::new(format!("{url} is not a drop box of this desk"))
                .hint("check the address, and start the drop box with the file that --setup wrote"),
            _ => CliError::new(format!("{url} did not answer")).hint("nothing was lost; try again when it answers"),
        }
        .because(error)
    }
}
