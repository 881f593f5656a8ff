//! Describes a copy that is true to its slip.

use firsthand_account::check::{Named, Side, SlipKind, Truth};
use firsthand_account::identity::AccountId;
use firsthand_account::readings::Hyphens;
use firsthand_account::slip::Slip;
use firsthand_account::warnings::mixed_scripts;
use firsthand_channels::ReadCopy;

use crate::held::Held;
use crate::outside::Outside;
use crate::reader::{Reader, Standing};

/// A copy that is true to its slip.
pub struct Proved {
    pub id: AccountId,
    pub slip: Slip,
    pub kind: SlipKind,
    /// The side of its slip on which the account stands.
    pub side: Side,
    /// The parts that were left out in reading the copy.
    pub left_out: Named,
    /// How hyphens at line ends were read.
    pub hyphens: Hyphens,
    /// The characters within the account that were passed over, each with its count.
    pub passed_over: Vec<(char, usize)>,
    /// Whether direction signs may make a screen show the words in another order.
    pub reordered: bool,
    /// Whether long blanks may push some of the words off a screen.
    pub gaps: bool,
    /// Words of the account that mix alphabets.
    pub mixed: Vec<String>,
    /// The words before the account and its slip.
    pub before: Option<Outside>,
    /// The words between the account and its slip.
    pub between: Option<Outside>,
    /// The words after the account and its slip.
    pub behind: Option<Outside>,
    /// The account as it was read, with marks for withheld words.
    pub sealed: String,
    /// `None` if nothing is sealed with the words.
    pub enclosures: Option<Enclosures>,
    pub standing: Standing,
    /// Another account with nearly the same words that the reader has, and the differences.
    pub rival: Option<Held>,
}

/// The enclosures of an account.
pub struct Enclosures {
    /// The number of enclosures that are sealed with the words.
    pub sealed: u32,
    /// The labels of those that came with the copy. `None` if it is no bundle.
    pub here: Option<Vec<String>>,
}

impl Proved {
    pub(crate) fn of(
        copy: &ReadCopy,
        slip: Slip,
        truth: &Truth,
        (text_before, text_behind): (&str, &str),
        reader: &Reader,
    ) -> Self {
        let words = &truth.words;
        // This list takes three times the memory of the text. It is needed only if the reader has accounts to compare with.
        let own: Vec<&str> = match reader.archive.is_some() || !reader.against.is_empty() {
            true => truth.account.clone().map(|at| words.get(at)).collect(),
            false => Vec::new(),
        };
        let head = Outside::of(words, 0..truth.account.start);
        let tail = Outside::of(words, truth.account.end..words.len());
        let (before, between, behind) = match truth.stands {
            Side::Before => (head, tail, Outside::in_text(text_behind)),
            Side::After => (Outside::in_text(text_before), head, tail),
        };
        let labels = |bundle: &firsthand_account::bundle::Bundle| {
            bundle.enclosures.iter().map(|each| each.label.clone()).collect()
        };
        let (standing, rival) = reader.standing(&slip, truth, &own);
        Self {
            id: truth.id,
            kind: slip.kind(),
            side: truth.stands,
            left_out: truth.left_out.clone(),
            hyphens: truth.reading.hyphens,
            passed_over: truth.passed_over().into_iter().collect(),
            reordered: truth.reordered,
            gaps: truth.gaps,
            mixed: mixed_scripts(words, truth.account.clone()),
            before,
            between,
            behind,
            sealed: words.show(truth.account.clone()),
            enclosures: slip
                .enclosed
                .as_ref()
                .map(|enclosed| Enclosures { sealed: enclosed.count, here: copy.bundle.as_ref().map(labels) }),
            standing,
            rival,
            slip,
        }
    }

    /// Whether a screen shows all words in their order, and all parts that were left out are named.
    pub fn is_plain(&self) -> bool {
        !self.reordered && !self.gaps && self.left_out.more_heads == 0
    }

    /// Whether the archive has another edition of this account.
    pub fn is_other_edition(&self) -> bool {
        matches!(&self.standing, Standing::InArchive(entry) if entry.slip.withheld != self.slip.withheld)
    }
}
