use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use clap::Args;
use firsthand_desk::desk::Desk;
use firsthand_web::{App, Roles, SiteError, World};
use rustix::fs::{CWD, RenameFlags, renameat_with, syncfs};

use crate::error::{CliError, name};
use crate::out::quoted;
use crate::wording::count;
use firsthand_verdict::Answer;

/// Write the published archive as files, for mirrors and USB sticks.
///
/// The pages link to each other. They open from a folder, a USB stick or any web server, without internet. `firsthand serve`
/// can run meanwhile. A folder from an earlier run is replaced as a whole, so that retracted accounts are removed from it.
///
/// Examples:
///   firsthand site /srv/mirror
///   firsthand site /media/stick/accounts --data /srv/desk
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Site {
    /// The folder to write.
    folder: PathBuf,
    /// The desk's folder.
    #[arg(long, value_name = "DIR", default_value = "firsthand-data")]
    data: PathBuf,
}

impl Site {
    pub fn run(self) -> Result<Answer, CliError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| CliError::new("the program could not be started").because(error))?;
        let is_new = self.folder.symlink_metadata().is_err();
        if let Some(other) = if is_new { None } else { other_file(&self.folder)? } {
            return Err(CliError::new(format!(
                "{} holds {}, which is not part of an archive",
                name(&self.folder),
                quoted(&other)
            ))
            .hint("nothing was changed; choose a new folder, or one that this command wrote"));
        }
        let desk = runtime.block_on(Desk::open_beside(&self.data)).map_err(|error| {
            CliError::new(format!("no desk could be read in {}", name(&self.data)))
                .because(error)
                .hint("name the folder of the desk with --data")
        })?;
        let app = App::new(desk, Roles::default(), World::default(), None);
        // All files are written to the disk in a temporary folder, which then gets its name in one step.
        let beside = self.folder.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let failed = |error: io::Error| CliError::io(&self.folder, "written", error);
        let unfinished = format!(".firsthand-{}-", self.folder.file_name().unwrap_or_default().to_string_lossy());
        remove_unfinished(beside, &unfinished).map_err(failed)?;
        let new = tempfile::Builder::new().prefix(&unfinished).tempdir_in(beside).map_err(failed)?;
        let mut files = 0;
        let accounts = firsthand_web::site(&app, |path, bytes| {
            files += 1;
            let path = new.path().join(path);
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, bytes)
        });
        let accounts = accounts.map_err(|error| match error {
            SiteError::Put(error) => failed(error),
            SiteError::Unreadable(id) => CliError::new(format!("the published account {id} cannot be read"))
                .hint("nothing was changed; `firsthand store verify` tells what is damaged"),
        })?;
        fs::set_permissions(new.path(), Permissions::from_mode(0o755)).map_err(failed)?;
        fs::File::open(new.path()).and_then(|folder| Ok(syncfs(folder)?)).map_err(failed)?;
        let flags = if is_new { RenameFlags::NOREPLACE } else { RenameFlags::EXCHANGE };
        renameat_with(CWD, new.path(), CWD, &self.folder, flags).map_err(|error| {
            CliError::io(&self.folder, "replaced", error.into()).hint("remove the folder, and write it again")
        })?;
        if is_new {
            // The temporary folder has its name now.
            let _ = new.keep();
        } else {
            // The temporary name now belongs to the files of the earlier run.
            new.close().map_err(|error| CliError::io(&self.folder, "freed of its earlier files", error))?;
        }
        say!("{}: {} in {}", name(&self.folder), count(accounts, "account"), count(files, "file"));
        Ok(Answer::Yes)
    }
}

/// Removes what earlier runs for the same archive left when they were killed. It may hold what is not published any more.
fn remove_unfinished(beside: &Path, prefix: &str) -> io::Result<()> {
    for entry in fs::read_dir(beside)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(prefix) && entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// The name of a file in `folder` that this command did not write; `None` if there is none.
fn other_file(folder: &Path) -> Result<Option<String>, CliError> {
    let error = |error| CliError::io(folder, "read", error);
    let entries = fs::read_dir(folder).map_err(error)?;
    let entries: Vec<_> = entries.map(|entry| Ok(entry?.file_name())).collect::<Result<_, _>>().map_err(error)?;
    let is_ours =
        ["characters.json", "feed.atom", "firsthand.mjs"].iter().all(|ours| entries.iter().any(|e| e == ours));
    for entry in &entries {
        let entry = entry.to_string_lossy();
        if !is_ours {
            return Ok(Some(entry.into_owned()));
        }
        let is_page = entry.starts_with("page-") && entry.ends_with(".html");
        if !is_page && !firsthand_web::SITE.contains(&&*entry) {
            return Ok(Some(entry.into_owned()));
        }
    }
    Ok(None)
}
