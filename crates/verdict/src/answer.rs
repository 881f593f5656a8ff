//! The answer that a verdict comes to.

/// The answer of a verdict: yes to both questions, no to one of them, or one is open. The number is the exit code of the
/// command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes = 0,
    No = 1,
    CouldNotTell = 3,
}
