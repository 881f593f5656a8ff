//! Seals a text that came in, if it has no slip of its own that matches.

use firsthand_account::check::{Verdict, check};
use firsthand_account::enclosures::{Enclosure, enclose};
use firsthand_account::identity::{AccountId, SecretKey};
use firsthand_account::seal::{CannotSeal, clean, seal, sealable};
use sha2::{Digest, Sha256};

use crate::content::SealedBy;

/// A text with a slip, ready to be kept. The fields are those of [`Content`](crate::content::Content).
pub struct Ready {
    pub text: String,
    pub id: AccountId,
    pub sealed_by: SealedBy,
    pub pasted: Option<String>,
}

/// Returns `text` with a slip to which it is true. If `text` has such a slip, it stays. If not, `text` and `files` are
/// sealed with the secret key `key`, which must be used only here. Fails if the text cannot be sealed.
pub fn ready(text: &str, files: &[Enclosure], key: &[u8; 32], random: &[u8; 32]) -> Result<Ready, CannotSeal> {
    let report = check(text, &[])?;
    let own = report.checked.iter().find_map(|checked| match &checked.verdict {
        Some(Verdict::True(truth)) => Some(truth.id),
        _ => None,
    });
    if let Some(id) = own {
        return Ok(Ready { text: text.to_owned(), id, sealed_by: SealedBy::Source, pasted: None });
    }
    let mut bare = String::with_capacity(text.len());
    let mut from = 0;
    for place in report.checked.iter().filter_map(|checked| checked.place.clone()) {
        bare.push_str(&text[from..place.start]);
        from = place.end;
    }
    bare.push_str(&text[from..]);
    let (bare, removed) = clean(&bare)?;
    let words = sealable(&bare)?;
    let enclosed = enclose(&mut files.to_vec()).expect("labels are made here, and few");
    let sealed = seal(&words, &SecretKey::from_bytes(key), random, enclosed);
    let pasted = (from > 0 || !removed.is_empty()).then(|| text.to_owned());
    let text = format!("{}\n\n{}", bare.trim_end(), sealed.slip.to_text());
    Ok(Ready { text, id: sealed.id, sealed_by: SealedBy::DropBox, pasted })
}

/// The enclosure for the file at `index`, counted from 0. Its salt is derived from `random`.
pub fn enclosure(index: usize, sha256: [u8; 32], random: &[u8; 32]) -> Enclosure {
    let salt = Sha256::new().chain_update("firsthand/file-salt\n").chain_update(random).chain_update([index as u8]);
    let salt = salt.finalize()[..16].try_into().expect("16 bytes");
    Enclosure { label: format!("file/{}", index + 1), salt, content: sha256 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "They closed the bridge at nine. I stood there with my neighbour and her bag.";

    #[test]
    fn a_text_gets_a_slip_that_it_is_true_to() {
        let plain = ready(TEXT, &[], &[1; 32], &[2; 32]).unwrap();
        assert!(plain.sealed_by == SealedBy::DropBox && plain.pasted.is_none());
        let own = ready(&plain.text, &[], &[3; 32], &[4; 32]).unwrap();
        assert_eq!((own.sealed_by, own.id, &own.text), (SealedBy::Source, plain.id, &plain.text));
        // A slip that does not match is taken out, and the pasted text is kept.
        let changed = plain.text.replacen("nine", "ten", 1);
        let anew = ready(&changed, &[], &[3; 32], &[4; 32]).unwrap();
        assert!(anew.sealed_by == SealedBy::DropBox && anew.id != plain.id);
        assert_eq!(anew.pasted.as_deref(), Some(&*changed));
        assert_eq!(anew.text.matches("firsthand1").count(), 1);
        let hidden = ready("one t\u{202E}wo", &[], &[1; 32], &[2; 32]).unwrap();
        assert!(hidden.text.starts_with("one two\n") && hidden.pasted.is_some());
        assert!(matches!(ready(" \n", &[], &[1; 32], &[2; 32]), Err(CannotSeal::NoWords)));
        let file = enclosure(0, [5; 32], &[6; 32]);
        assert_ne!(ready(TEXT, &[file], &[1; 32], &[2; 32]).unwrap().id, plain.id, "files are sealed too");
    }
}
