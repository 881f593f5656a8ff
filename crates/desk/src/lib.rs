//! The rules of a desk: what may happen to an account that came in, and who may do it. The caller passes in the time
//! and the randomness. Out of scope: how the files lie on disk (`firsthand-store`), and the sentences on pages
//! (`firsthand-web`).

pub mod accounts;
pub mod codename;
pub mod consent;
pub mod content;
pub mod desk;
pub mod drafts;
pub mod editions;
pub mod error;
pub mod hints;
mod keyfiles;
pub mod keyring;
pub mod limits;
pub mod members;
pub mod page;
pub mod publication;
pub mod pull;
mod received;
mod rekey;
pub mod sample;
pub mod sealing;
pub mod session;
pub mod signing_in;
pub mod sources;
pub mod submission;
pub mod vault;
