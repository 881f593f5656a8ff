//! The rules of a desk: what may happen to an account that came in, and who may do it. Clock and randomness are passed
//! in.

pub mod accounts;
pub mod codename;
pub mod consent;
pub mod content;
pub mod desk;
pub mod keyring;
pub mod members;
pub mod parcel;
pub mod pointers;
pub mod publication;
pub mod pull;
pub mod sample;
pub mod sources;
pub mod vault;
