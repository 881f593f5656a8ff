//! Enclosures: photographs, the language, and a claimed date, which are sealed with the words (`spec/seal.md`, section 2).
//! Only their labels, salts and hashes are known here. [`crate::bundle`] holds their content.

use crate::hash::{Hash, sha256};
use crate::identity::AccountId;
use crate::limits::{MAX_ENCLOSURES, MAX_LABEL_BYTES};
use crate::slip::Enclosed;
use crate::tree::root_of_leaves;

/// One enclosure: its label, its salt, and the hash of its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosure {
    pub label: String,
    /// Random bytes, so that the content cannot be guessed from the tree.
    pub salt: [u8; 16],
    /// The hash of the content.
    pub content: Hash,
}

/// Why enclosures cannot be sealed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadEnclosures {
    #[error("the label {0:?} is not made of 1 to 255 of a-z 0-9 - /")]
    Label(String),
    #[error("two enclosures have the label {0:?}")]
    Doubled(String),
    #[error("{0} enclosures are too many")]
    TooMany(usize),
}

/// Whether a label has 1 to [`MAX_LABEL_BYTES`] of the characters a-z, 0-9, - and /.
pub fn is_label(label: &str) -> bool {
    let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'/');
    (1..=MAX_LABEL_BYTES).contains(&label.len()) && label.bytes().all(allowed)
}

/// Sorts enclosures by their labels and returns their number and root for the seal. `None` if there are no enclosures.
/// Fails if a label is malformed or stands twice, or there are too many enclosures.
pub fn enclose(enclosures: &mut [Enclosure]) -> Result<Option<Enclosed>, BadEnclosures> {
    enclosures.sort_by(|a, b| a.label.cmp(&b.label));
    if let Some(bad) = enclosures.iter().find(|each| !is_label(&each.label)) {
        return Err(BadEnclosures::Label(bad.label.clone()));
    }
    if let Some(pair) = enclosures.windows(2).find(|pair| pair[0].label == pair[1].label) {
        return Err(BadEnclosures::Doubled(pair[0].label.clone()));
    }
    if enclosures.len() > MAX_ENCLOSURES as usize {
        return Err(BadEnclosures::TooMany(enclosures.len()));
    }
    let leaves: Vec<Hash> = enclosures.iter().map(leaf).collect();
    Ok(root_of_leaves(&leaves).map(|root| Enclosed { count: leaves.len() as u32, root }))
}

/// The enclosure for an edition that a desk seals again in a shorter form. It holds the id of the account that the words
/// come from. Its salt is zero, because the id is public.
pub fn edition_of(id: &AccountId) -> (Enclosure, Enclosed) {
    let content = sha256(&[id.to_string().as_bytes()]);
    let of = Enclosure { label: "edition-of".to_owned(), salt: [0; 16], content };
    let enclosed = Enclosed { count: 1, root: leaf(&of) };
    (of, enclosed)
}

fn leaf(enclosure: &Enclosure) -> Hash {
    let Enclosure { label, salt, content } = enclosure;
    sha256(&[&[0x04], salt, &[label.len() as u8], label.as_bytes(), content])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_labels_and_doubles() {
        let enclosure = |label: &str| Enclosure { label: label.into(), salt: [1; 16], content: [2; 32] };
        let mut two = [enclosure("photo/2"), enclosure("photo/1")];
        let root = enclose(&mut two).unwrap().unwrap();
        assert_eq!(two[0].label, "photo/1");
        assert_eq!(enclose(&mut two), Ok(Some(root)));
        two[1].content = [3; 32];
        assert_ne!(enclose(&mut two), Ok(Some(root)));
        assert_eq!(enclose(&mut []), Ok(None));
        assert_eq!(enclose(&mut [enclosure("a"), enclosure("a")]), Err(BadEnclosures::Doubled("a".into())));
        for bad in ["", "Photo", "../x y", "ä", &"a".repeat(256)] {
            assert_eq!(enclose(&mut [enclosure(bad)]), Err(BadEnclosures::Label(bad.into())));
        }
    }
}
