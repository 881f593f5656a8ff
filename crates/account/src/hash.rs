//! SHA-256 (FIPS 180-4). The short messages of the tree are padded here and compressed directly, because a seal over a
//! million words hashes six million of them.

use sha2::{Digest, Sha256, block_api::compress256};

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// The initial state of SHA-256.
const START: [u32; 8] =
    [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

/// The hash of the concatenated `parts`.
pub fn sha256(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    parts.iter().for_each(|part| hasher.update(part));
    hasher.finalize().into()
}

/// The first `N` bytes of the hash of the concatenated `parts`.
pub fn sha256_start<const N: usize>(parts: &[&[u8]]) -> [u8; N] {
    first(&sha256(parts))
}

/// The length in bytes of the longest message that fits into one block with its padding.
pub const ONE_BLOCK: usize = 55;

/// The hash of the first `length` bytes of `block`, at most [`ONE_BLOCK`]. The other bytes must be zero.
#[inline]
pub fn one_block(mut block: [u8; 64], length: usize) -> Hash {
    debug_assert!(length <= ONE_BLOCK);
    block[length] = 0x80;
    block[62..].copy_from_slice(&((length * 8) as u16).to_be_bytes());
    compress(&[block])
}

/// The hash of a tree node, H(0x01 ‖ left ‖ right), as in RFC 6962, section 2.1.
#[inline]
pub fn node(left: &Hash, right: &Hash) -> Hash {
    let mut blocks = [[0; 64]; 2];
    blocks[0][0] = 0x01;
    blocks[0][1..33].copy_from_slice(left);
    blocks[0][33..].copy_from_slice(&right[..31]);
    blocks[1][0] = right[31];
    blocks[1][1] = 0x80;
    blocks[1][62..].copy_from_slice(&(65u16 * 8).to_be_bytes());
    compress(&blocks)
}

#[inline]
fn compress(blocks: &[[u8; 64]]) -> Hash {
    let mut state = START;
    compress256(&mut state, blocks);
    let mut hash = [0; 32];
    for (bytes, word) in hash.chunks_exact_mut(4).zip(state) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    hash
}

/// The first `N` bytes of a hash.
pub fn first<const N: usize>(hash: &Hash) -> [u8; N] {
    *hash.first_chunk().expect("shorter than a hash")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direct_compression_is_sha256() {
        for length in 0..=ONE_BLOCK {
            let message: Vec<u8> = (0..length as u8).collect();
            let mut block = [0; 64];
            block[..length].copy_from_slice(&message);
            assert_eq!(one_block(block, length), sha256(&[&message]), "{length} bytes");
        }
        let (left, right) = (sha256(&[b"left"]), sha256(&[b"right"]));
        assert_eq!(node(&left, &right), sha256(&[&[1], &left, &right]));
    }
}
