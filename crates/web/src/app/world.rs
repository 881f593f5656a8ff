//! The source of time and randomness: the system, or a test.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The source of time and randomness.
pub struct World {
    pub now: fn() -> Timestamp,
    pub fill: fn(&mut [u8]),
}

impl Default for World {
    fn default() -> Self {
        let fill = |bytes: &mut [u8]| getrandom::fill(bytes).expect("the system gives randomness");
        Self { now: Timestamp::now, fill }
    }
}

impl World {
    /// The day, in UTC.
    pub fn today(&self) -> Date {
        (self.now)().to_zoned(TimeZone::UTC).date()
    }

    /// Seconds since 1970.
    pub fn seconds(&self) -> u64 {
        (self.now)().as_second().unsigned_abs()
    }

    /// `N` random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.fill)(&mut bytes);
        bytes
    }
}
