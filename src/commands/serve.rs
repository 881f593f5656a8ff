use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use firsthand_desk::desk::Desk;
use firsthand_desk::pull::DeskPublic;
use firsthand_web::{App, Roles, World};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::signal::unix::SignalKind;

use crate::error::{CliError, name};
use crate::files;
use crate::refusals;
use crate::wording::place;
use firsthand_verdict::Answer;

mod sample;

/// Serve a drop box and its desk.
///
/// The first start makes the folder, which only its owner can read, and prints a link with which the first member joins the
/// desk. All accounts are encrypted to the desk as they arrive, and open only while a member is signed in: a thief of the
/// machine gets only ciphertext. Keep the folder and the members' passphrases: without a passphrase nobody can open it.
///
/// Serve it to the machine itself, behind an onion service (see the README), and never directly to the internet.
///
/// Examples:
///   firsthand serve
///   firsthand serve --data demo --sample
///   firsthand serve --data /srv/desk --listen 127.0.0.1:8040
///   firsthand serve --data /srv/box --drop-box-of desk.json
///   firsthand serve --config /etc/firsthand.toml
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Serve {
    /// The folder of the desk. The default is firsthand-data, or firsthand-sample with --sample.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The address to serve on. The default is 127.0.0.1:8040.
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// What to serve: any of drop, desk, archive. The default is all three.
    #[arg(long, value_name = "ROLES", value_delimiter = ',')]
    role: Vec<Role>,
    /// A TOML file with data, listen, role or drop-box-of. An option on the command line replaces the one in the file.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Serve a drop box for a desk on another machine, where `firsthand pull --setup` wrote FILE. Nothing on this machine
    /// can read the accounts.
    #[arg(long, value_name = "FILE", conflicts_with = "role")]
    drop_box_of: Option<PathBuf>,
    /// Make a new desk with four invented accounts, and copies of one of them to try.
    #[arg(long, conflicts_with = "drop_box_of")]
    sample: bool,
}

/// The keys of a configuration file.
#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Config {
    data: Option<PathBuf>,
    listen: Option<SocketAddr>,
    role: Option<Vec<Role>>,
    drop_box_of: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
enum Role {
    Drop,
    Desk,
    Archive,
}

impl Serve {
    pub fn run(self) -> Result<Answer, CliError> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.map_err(|error| CliError::new("the program could not be started").because(error))?;
        runtime.block_on(self.settled()?.serve())
    }

    /// The settings: those of the command line, then those of the file, then the defaults.
    fn settled(self) -> Result<Settled, CliError> {
        let config = self.config.as_deref().map(config).transpose()?.unwrap_or_default();
        let drop_box_of = self.drop_box_of.or(config.drop_box_of);
        let role = if self.role.is_empty() { config.role } else { Some(self.role) };
        if drop_box_of.is_some() && (role.is_some() || self.sample) {
            return Err(CliError::new("a drop box for a desk on another machine serves nothing else")
                .hint("use drop-box-of without role and without --sample"));
        }
        if role.as_ref().is_some_and(Vec::is_empty) {
            return Err(CliError::new("there is nothing to serve").hint("name at least one role: drop, desk, archive"));
        }
        let data = if self.sample { "firsthand-sample" } else { "firsthand-data" };
        Ok(Settled {
            data: self.data.or(config.data).unwrap_or_else(|| data.into()),
            listen: self.listen.or(config.listen).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8040))),
            role: role.unwrap_or_else(|| vec![Role::Drop, Role::Desk, Role::Archive]),
            drop_box_of,
            sample: self.sample,
        })
    }
}

/// A server's settings.
struct Settled {
    data: PathBuf,
    listen: SocketAddr,
    role: Vec<Role>,
    drop_box_of: Option<PathBuf>,
    sample: bool,
}

fn config(path: &Path) -> Result<Config, CliError> {
    let text = files::utf8(files::read(path)?, path)?;
    toml::from_str(&text).map_err(|error| {
        let at = error.span().map(|span| format!(" ({})", place(&text, span.start))).unwrap_or_default();
        CliError::new(format!("{} is not a valid configuration: {}{at}", name(path), error.message()))
            .hint("its keys are data, listen, role and drop-box-of; `firsthand serve --help` describes them")
    })
}

impl Settled {
    async fn serve(self) -> Result<Answer, CliError> {
        no_core_dumps();
        many_open_files();
        let world = World::default();
        let mut random = [0; 64];
        (world.fill)(&mut random);
        let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
        let listener = TcpListener::bind(self.listen).await.map_err(|error| {
            CliError::new(format!("the address {} cannot be used", self.listen))
                .because(error)
                .hint("another program may use it; choose another address with --listen")
        })?;
        let address = listener.local_addr().map_err(CliError::of)?;
        let pulled_by = self.drop_box_of.as_deref().map(public).transpose()?;
        let serves = |role| pulled_by.is_none() && self.role.contains(&role);
        let (desk, invitation) = match &pulled_by {
            Some(public) => (Desk::open_drop_box(&self.data, public, today).await.map_err(refusals::desk)?, None),
            None => Desk::open(&self.data, today, &random).await.map_err(refusals::desk)?,
        };
        let roles = Roles {
            drop: pulled_by.is_some() || serves(Role::Drop),
            desk: serves(Role::Desk),
            archive: serves(Role::Archive),
            pulled_by,
        };
        // A folder with samples from an earlier start is served again.
        let made_before = self.data.join(sample::COPIES).is_dir();
        if self.sample && invitation.is_none() && !made_before {
            return Err(CliError::new(format!("{} has a desk already", name(&self.data)))
                .hint("only a new desk gets samples; choose another folder with --data, or delete this one if it holds nothing but samples"));
        }
        for (serves, what, path) in [
            (roles.archive, "Accounts ", ""),
            (roles.archive, "Check    ", "check"),
            (roles.drop, "Drop box ", "drop"),
            (roles.desk, "Desk     ", "desk"),
        ] {
            if serves {
                say!("{what}  http://{address}/{path}");
            }
        }
        if let Some(invitation) = invitation {
            if self.sample {
                let copies = sample::publish(&desk, &invitation, &self.data, today, &world).await?;
                say!();
                say!(
                    "Four invented accounts are published. Copies of one account, to try `check` with, are in {}:",
                    name(&copies)
                );
                say!(
                    "  true.txt, changed.txt (one word changed), forged.txt (the same word changed, sealed with another key)"
                );
            }
            say!();
            say!("A new desk was made in {}.", name(&self.data));
            if roles.desk {
                say!("The first member joins with this link, within seven days; it works once:");
                say!();
                say!("  http://{address}/desk/join/{}", invitation.to_text());
                say!();
            } else {
                say!("Nobody can join the desk here: serve it once with --role desk to get a link.");
                say!();
            }
            say!(
                "Keep the folder and copies of it in a safe place. Without a member's passphrase nobody can open the accounts."
            );
        }
        let mut terminated = tokio::signal::unix::signal(SignalKind::terminate())
            .map_err(|error| CliError::new("the program cannot wait for signals").because(error))?;
        let stop = async move {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminated.recv() => {}
            }
        };
        firsthand_web::serve(App::new(desk, roles, world, Some(self.data.join("index"))), listener, stop).await;
        Ok(Answer::Yes)
    }
}

/// A dump of this program's memory would hold the keys of the desk and the words of sources. An error is ignored: some
/// systems do not allow the change, and the desk is still safer served than not.
fn no_core_dumps() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    let _ = setrlimit(Resource::Core, none);
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}

/// Lets the program open as many files as the system allows. Each connection is one, and an upload one more. An error is
/// ignored: then fewer connections can be open at once.
fn many_open_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let maximum = getrlimit(Resource::Nofile).maximum;
    let _ = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
}

/// The public keys of a desk on another machine.
fn public(path: &Path) -> Result<DeskPublic, CliError> {
    let text = files::utf8(files::read(path)?, path)?;
    serde_json::from_str(&text).ok().filter(|public: &DeskPublic| public.v == 1).ok_or_else(|| {
        CliError::new(format!("{} does not hold the public keys of a desk", name(path)))
            .hint("make the file on the machine of the desk, with `firsthand pull --setup FILE`")
    })
}
