//! Secret keys: where randomness comes from, and the file in which a pen name is kept.

use std::io::{Read, Write};
use std::path::Path;

use age::secrecy::SecretString;
use firsthand_account::base32;
use firsthand_account::identity::{PenName, SecretKey};
use zeroize::Zeroizing;

use crate::error::{CliError, name};
use crate::{files, out};

/// What the line with the secret begins with.
const SECRET: &str = "firsthand-secret-1";
const AGE: &[u8] = b"age-encryption.org/v1";

/// 32 random bytes from the operating system.
pub fn random() -> Result<Zeroizing<[u8; 32]>, CliError> {
    let mut bytes = Zeroizing::new([0; 32]);
    let error = |error| CliError::new(format!("the system gives no randomness: {error}"));
    getrandom::fill(&mut *bytes).map_err(error)?;
    Ok(bytes)
}

/// A pen name's file, before it is locked with a passphrase.
pub fn to_file(key: &SecretKey) -> Zeroizing<String> {
    let (pen_name, secret) = (key.pen_name(), Zeroizing::new(base32::encode(&*key.to_bytes())));
    Zeroizing::new(format!(
        "# A firsthand pen name. Whoever has this file can seal as you, and can show that you did.\n\
         # pen name: {pen_name}\n{SECRET} {}\n",
        *secret
    ))
}

/// `text` encrypted under `passphrase`; stock `age -d` opens it.
pub fn lock(text: &str, passphrase: SecretString) -> Result<Vec<u8>, CliError> {
    let error = |error: std::io::Error| CliError::new(format!("the pen name could not be encrypted: {error}"));
    let mut out = Vec::new();
    let mut writer = age::Encryptor::with_user_passphrase(passphrase).wrap_output(&mut out).map_err(error)?;
    writer.write_all(text.as_bytes()).map_err(error)?;
    writer.finish().map_err(error)?;
    Ok(out)
}

/// The key that a pen name's file holds. Asks for a passphrase where it is locked.
pub fn read(path: &Path) -> Result<SecretKey, CliError> {
    let bytes = Zeroizing::new(files::read(path)?);
    let text = if bytes.starts_with(AGE) {
        unlock(&bytes, path)?
    } else {
        Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned())
    };
    let secret = text.lines().find_map(|line| line.strip_prefix(SECRET)).map(str::trim);
    let key = secret.and_then(base32::decode_32).map(|secret| SecretKey::from_bytes(&Zeroizing::new(secret)));
    key.ok_or_else(|| {
        let error = CliError::new(format!("{} holds no pen name's secret", name(path)));
        if text.contains("AGE-SECRET-KEY-") {
            error.hint("it is an age key, which encrypts and does not seal; make a pen name with `firsthand penname new FILE`")
        } else if text.contains("PRIVATE KEY") {
            error.hint("it is a key for something else; make a pen name with `firsthand penname new FILE`")
        } else if text.trim().parse::<PenName>().is_ok() {
            error.hint("it is the pen name itself, which anybody may know; sealing needs the file from `firsthand penname new`")
        } else {
            error.hint("make one with `firsthand penname new FILE`")
        }
    })
}

fn unlock(bytes: &[u8], path: &Path) -> Result<Zeroizing<String>, CliError> {
    let wrong = |error: age::DecryptError| match error {
        age::DecryptError::NoMatchingKeys => {
            CliError::new(format!("{} is locked with a key, not a passphrase", name(path)))
        }
        age::DecryptError::DecryptionFailed | age::DecryptError::KeyDecryptionFailed => {
            CliError::new(format!("that is not the passphrase of {}", name(path)))
                .hint("try again; capitals and spaces count")
        }
        other => CliError::new(format!("{} could not be opened: {other}", name(path))),
    };
    let decryptor = age::Decryptor::new_buffered(bytes).map_err(wrong)?;
    let passphrase = ask(&format!("Passphrase of {}: ", name(path)))?;
    let identity = age::scrypt::Identity::new(passphrase);
    let mut reader = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).map_err(wrong)?;
    let mut text = Zeroizing::new(String::new());
    reader.read_to_string(&mut text).map_err(|error| CliError::io(path, "read", &error))?;
    Ok(text)
}

/// Asks for a passphrase on the terminal, without showing it.
pub fn ask(prompt: &str) -> Result<SecretString, CliError> {
    let error = |error| {
        CliError::new(format!("no passphrase could be asked for: {error}"))
            .hint("run this in a terminal, where you can type it")
    };
    Ok(SecretString::from(out::ask_hidden(prompt).map_err(error)?))
}
