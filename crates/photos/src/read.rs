//! Reads bytes in order. Fails at the end of the bytes.

use crate::photograph::Refused;

pub struct ByteReader<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
}

impl<'a> ByteReader<'a> {
    pub fn malformed<T>(&self, what: &'static str) -> Result<T, Refused> {
        Err(Refused::Malformed { at: self.at, what })
    }

    pub fn take(&mut self, count: usize) -> Result<&'a [u8], Refused> {
        match self.bytes[self.at..].get(..count) {
            Some(taken) => {
                self.at += count;
                Ok(taken)
            }
            None => self.malformed("it ends before its picture does"),
        }
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Refused> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    pub fn byte(&mut self) -> Result<u8, Refused> {
        Ok(self.array::<1>()?[0])
    }

    pub fn is_empty(&self) -> bool {
        self.at == self.bytes.len()
    }
}
