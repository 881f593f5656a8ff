//! Locks that a panic does not poison.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The data behind `mutex`. A thread that panicked while it held the lock left it as whole as any other.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
