//! The answer that a verdict comes to.

/// What it comes to: yes to both questions, no to one, or something is left open. Its number is the exit code of the
/// command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes = 0,
    No = 1,
    CouldNotTell = 3,
}
