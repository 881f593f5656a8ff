//! The letters and endings of `spec/near.json`, as `build.rs` writes them.

include!(concat!(env!("OUT_DIR"), "/near.rs"));
