//! Reads copies in the forms in which they come back to their text, and writes and reads slips as QR codes.
//!
//! Bytes come in, and text goes out, with a doubt if a person may see other words than were read. Whether the text is true
//! to a slip is decided in `firsthand-account`. Opening files is not in this crate.

pub mod chat;
mod copy;
pub mod document;
mod encoding;
mod form;
pub mod html;
pub mod kind;
pub mod limits;
pub mod mail;
pub mod pdf;
pub mod qr;
mod slips;
pub mod twice;

pub use copy::{ReadCopy, names_a_page};
pub use encoding::{utf8, utf16};
pub use form::{Doubt, Form, NotACopy};
pub use slips::{NoSlip, read_slips};
