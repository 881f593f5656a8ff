//! How the letters of a slip are written: a marker, a group that holds the length, and blocks of payload and parity
//! (`spec/seal.md`, section 4). Reading them back is in `reader`.

use crate::base32;
use crate::hash::sha256_start;
use crate::limits::MAX_PAYLOAD_BYTES;
use crate::slip::Slip;
use crate::slip::reed_solomon::{DATA, PARITY, parity};

/// What every slip begins with.
pub const MARKER: &str = "firsthand1";
/// Letters in a group.
pub const GROUP: usize = 8;
/// Groups in a line of a slip.
const GROUPS_A_LINE: usize = 8;
/// Bytes of the checksum after the payload.
pub const CHECKSUM: usize = 4;
/// Letters in a block of 255 bytes.
pub const FULL_BLOCK: usize = base32::length(DATA + PARITY);

/// A letter's five bits, or `None` where the letter cannot be read.
pub type Letter = Option<u8>;

impl Slip {
    /// The slip in one run of letters, as it stands in a QR code or a link.
    pub fn to_run(&self) -> String {
        format!("{MARKER}{}", letters_of_payload(self.to_bytes()))
    }

    /// The slip in lines of groups of eight letters, without a line end after the last.
    pub fn to_text(&self) -> String {
        let run = self.to_run();
        let (marker, letters) = run.split_at(MARKER.len());
        let mut out = marker.to_owned();
        for (at, group) in letters.as_bytes().chunks(GROUP).enumerate() {
            // The marker takes a group's place and more: one fewer in the first line.
            out.push(if (at + 1) % GROUPS_A_LINE == 0 { '\n' } else { ' ' });
            out.push_str(std::str::from_utf8(group).expect("letters are ASCII"));
        }
        out
    }
}

/// The letters of a payload, without the marker.
pub fn letters_of_payload(mut bytes: Vec<u8>) -> String {
    let length = length_group(bytes.len());
    let checksum: [u8; CHECKSUM] = sha256_start(&[b"firsthand slip", &bytes]);
    bytes.extend(checksum);
    let blocks: Vec<u8> = bytes.chunks(DATA).flat_map(|data| [data, &parity(data)].concat()).collect();
    base32::encode(&length) + &base32::encode(&blocks)
}

/// The five bytes of the length group: the length of the payload in three, and a check over it in two.
fn length_group(payload: usize) -> [u8; 5] {
    let length: [u8; 3] = (payload as u32).to_be_bytes()[1..].try_into().expect("three of four bytes");
    let check: [u8; 2] = sha256_start(&[b"firsthand length", &length]);
    [length[0], length[1], length[2], check[0], check[1]]
}

/// The payload length, in bytes, that a length group holds. `None` if the group is damaged.
pub fn announced_length(group: &[Letter]) -> Option<usize> {
    let bits = group.iter().try_fold(0u64, |bits, letter| Some(bits << 5 | u64::from((*letter)?)))?;
    let payload = (bits >> 16) as usize;
    let whole = group.len() == GROUP
        && payload <= MAX_PAYLOAD_BYTES
        && length_group(payload)[3..] == (bits as u16).to_be_bytes();
    whole.then_some(payload)
}

/// How many letters after the length group hold a payload of this many bytes.
pub const fn letters_for(payload: usize) -> usize {
    let data = payload + CHECKSUM;
    base32::length(data + PARITY * data.div_ceil(DATA))
}

/// The payload of `data`, if the checksum after it holds.
pub fn checked_payload(mut data: Vec<u8>, payload: usize) -> Option<Vec<u8>> {
    let checksum = data.split_off(payload);
    (checksum == sha256_start::<CHECKSUM>(&[b"firsthand slip", &data])).then_some(data)
}
