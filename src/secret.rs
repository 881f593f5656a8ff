//! Randomness for secret keys, and the file that keeps a pen name.

use std::io::{Read, Write};
use std::path::Path;

use age::secrecy::SecretString;
use firsthand_account::base32;
use firsthand_account::identity::{PenName, SecretKey};
use zeroize::Zeroizing;

use crate::error::{CliError, name};
use crate::limits::MAX_WORK_FACTOR;
use crate::{files, out};

/// The beginning of the line with the secret.
const SECRET: &str = "firsthand-secret-1";
const AGE: &[u8] = b"age-encryption.org/v1";

/// 32 random bytes from the operating system. Fails if it has none.
pub fn random() -> Result<Zeroizing<[u8; 32]>, CliError> {
    let mut bytes = Zeroizing::new([0; 32]);
    let error = |error| CliError::new("the operating system gives no random bytes").because(error);
    getrandom::fill(&mut *bytes).map_err(error)?;
    Ok(bytes)
}

/// The text of a pen name's file, not encrypted.
pub fn to_file(key: &SecretKey) -> Zeroizing<String> {
    let (pen_name, secret) = (key.pen_name(), Zeroizing::new(base32::encode(&*key.to_bytes())));
    Zeroizing::new(format!(
        "# A firsthand pen name. Whoever has this file can seal as you, and can show that you did.\n\
         # pen name: {pen_name}\n{SECRET} {}\n",
        *secret
    ))
}

/// `text` encrypted under `passphrase`. The program `age -d` opens it, too.
pub fn lock(text: &str, passphrase: SecretString) -> Result<Vec<u8>, CliError> {
    let error = |error: std::io::Error| CliError::new("the pen name could not be encrypted").because(error);
    let mut out = Vec::new();
    let mut writer = age::Encryptor::with_user_passphrase(passphrase).wrap_output(&mut out).map_err(error)?;
    writer.write_all(text.as_bytes()).map_err(error)?;
    writer.finish().map_err(error)?;
    Ok(out)
}

/// The key in a pen name's file. Asks for the passphrase if the file is encrypted.
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
            error.hint(
                "it is an age key, which encrypts and cannot seal; make a pen name with `firsthand penname new FILE`",
            )
        } else if text.contains("PRIVATE KEY") {
            error.hint("it is a key for something else; make a pen name with `firsthand penname new FILE`")
        } else if text.trim().parse::<PenName>().is_ok() {
            error.hint(
                "it is the pen name itself, which is public; to seal, name the file that `firsthand penname new` made",
            )
        } else {
            error.hint("make one with `firsthand penname new FILE`")
        }
    })
}

fn unlock(bytes: &[u8], path: &Path) -> Result<Zeroizing<String>, CliError> {
    let wrong = |error: age::DecryptError| {
        let said = match error {
            age::DecryptError::NoMatchingKeys => {
                CliError::new(format!("{} is encrypted to a key, and not with a passphrase", name(path)))
            }
            age::DecryptError::DecryptionFailed | age::DecryptError::KeyDecryptionFailed => {
                CliError::new(format!("that is not the passphrase of {}", name(path)))
                    .hint("try again; capital letters and spaces count")
            }
            _ => CliError::new(format!("{} could not be decrypted", name(path))),
        };
        said.because(error)
    };
    let decryptor = age::Decryptor::new_buffered(bytes).map_err(wrong)?;
    let passphrase = ask(&format!("Passphrase of {}: ", name(path)))?;
    let mut identity = age::scrypt::Identity::new(passphrase);
    identity.set_max_work_factor(MAX_WORK_FACTOR);
    let mut reader = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).map_err(wrong)?;
    let mut text = Zeroizing::new(String::new());
    reader.read_to_string(&mut text).map_err(|error| CliError::io(path, "read", error))?;
    Ok(text)
}

/// Asks for a passphrase on the terminal, and does not show what is typed.
pub fn ask(prompt: &str) -> Result<SecretString, CliError> {
    let error = |error| {
        CliError::new("the passphrase could not be asked for")
            .because(error)
            .hint("run the command in a terminal, where you can type it")
    };
    Ok(SecretString::from(out::ask_hidden(prompt).map_err(error)?))
}
