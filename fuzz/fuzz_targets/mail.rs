#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| firsthand_fuzz::mail(data));
