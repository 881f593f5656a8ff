//! Reed–Solomon over GF(2⁸) with errors and erasures: polynomial 0x11d, generator 2, first root α⁰, 16 parity bytes. The
//! first byte is the coefficient of the highest power.
//!
//! No maintained crate corrects both errors and erasures with these parameters. The vectors of another implementation
//! test this one (`spec/vectors/reed-solomon.json`).

/// The number of parity bytes after each block. A block with `e` errors and `u` erasures can be repaired if 2e + u ≤ 16.
pub const PARITY: usize = 16;
/// The maximum number of data bytes in a block.
pub const DATA: usize = 255 - PARITY;

/// The powers of 2 in the field. The table is twice as long as the powers repeat, so that two logarithms can be added.
const EXP: [u8; 512] = {
    let mut exp = [0; 512];
    let (mut power, mut value) = (0, 1u16);
    while power < 512 {
        exp[power] = value as u8;
        value <<= 1;
        if value > 0xFF {
            value ^= 0x11D;
        }
        power += 1;
    }
    exp
};

/// The logarithms to the base 2 in the field; the entry for 0 is not used.
const LOG: [u8; 256] = {
    let mut log = [0; 256];
    let mut power = 0;
    while power < 255 {
        log[EXP[power] as usize] = power as u8;
        power += 1;
    }
    log
};

fn multiply(a: u8, b: u8) -> u8 {
    if a == 0 || b == 0 { 0 } else { EXP[usize::from(LOG[a as usize]) + usize::from(LOG[b as usize])] }
}

fn inverse(a: u8) -> u8 {
    EXP[255 - usize::from(LOG[a as usize])]
}

/// The coefficients of the product of (x − αⁱ) for i below [`PARITY`], highest power first, without the leading 1.
const GENERATOR: [u8; PARITY] = {
    let mut polynomial = [0u8; PARITY + 1];
    polynomial[0] = 1;
    let mut root = 0;
    while root < PARITY {
        let mut at = root + 1;
        while at > 0 {
            if polynomial[at - 1] != 0 {
                polynomial[at] ^= EXP[LOG[polynomial[at - 1] as usize] as usize + root];
            }
            at -= 1;
        }
        root += 1;
    }
    let mut generator = [0; PARITY];
    let mut at = 0;
    while at < PARITY {
        generator[at] = polynomial[at + 1];
        at += 1;
    }
    generator
};

/// The parity of at most [`DATA`] bytes.
pub fn parity(data: &[u8]) -> [u8; PARITY] {
    let mut remainder = [0; PARITY];
    for &byte in data {
        let factor = byte ^ remainder[0];
        remainder.rotate_left(1);
        remainder[PARITY - 1] = 0;
        for (value, &coefficient) in remainder.iter_mut().zip(&GENERATOR) {
            *value ^= multiply(factor, coefficient);
        }
    }
    remainder
}

/// Repairs `block`, which is data and parity, in place. `erased` are the places that are known to be wrong, each once.
/// Returns `None` and leaves `block` unchanged if it cannot be repaired.
pub fn repair(block: &mut [u8], erased: &[usize]) -> Option<()> {
    if block.len() <= PARITY || block.len() > DATA + PARITY || erased.len() > PARITY {
        return None;
    }
    let syndromes = syndromes(block);
    if syndromes == [0; PARITY] {
        return Some(());
    }
    // Polynomials below have the lowest power first. Each place in the block has a power of 2 that stands for it.
    let power = |place: usize| EXP[block.len() - 1 - place];
    let mut locator = vec![1];
    for &place in erased {
        locator = product(&locator, &[1, power(place)]);
    }
    let locator = berlekamp_massey(&syndromes, locator, erased.len())?;
    let wrong: Vec<usize> = (0..block.len()).filter(|&place| value(&locator, inverse(power(place))) == 0).collect();
    if wrong.len() != locator.len() - 1 {
        return None;
    }
    // Forney's algorithm, first root α⁰.
    let mut evaluator = product(&syndromes, &locator);
    evaluator.truncate(PARITY);
    let derivative: Vec<u8> =
        locator[1..].iter().enumerate().map(|(power, &c)| if power % 2 == 0 { c } else { 0 }).collect();
    let mut repaired = block.to_vec();
    for &place in &wrong {
        let at = inverse(power(place));
        let magnitude = multiply(value(&evaluator, at), inverse(value(&derivative, at)));
        repaired[place] ^= multiply(magnitude, power(place));
    }
    if self::syndromes(&repaired) != [0; PARITY] {
        return None;
    }
    block.copy_from_slice(&repaired);
    Some(())
}

fn syndromes(block: &[u8]) -> [u8; PARITY] {
    let mut sums = [0u8; PARITY];
    for &byte in block {
        for (root, sum) in sums.iter_mut().enumerate() {
            let shifted = if *sum == 0 { 0 } else { EXP[usize::from(LOG[*sum as usize]) + root] };
            *sum = shifted ^ byte;
        }
    }
    sums
}

/// The locator polynomial of errors and erasures, from the locator of the `erased` places (Blahut's form of the algorithm).
/// `None` if there are too many errors.
fn berlekamp_massey(syndromes: &[u8; PARITY], erasures: Vec<u8>, erased: usize) -> Option<Vec<u8>> {
    let mut locator = erasures.clone();
    let mut previous = erasures;
    let mut errors = 0;
    for step in erased..PARITY {
        let discrepancy =
            locator.iter().enumerate().take(step + 1).fold(0, |sum, (at, &c)| sum ^ multiply(c, syndromes[step - at]));
        previous.insert(0, 0);
        if discrepancy == 0 {
            continue;
        }
        let changed = sum(&locator, &previous.iter().map(|&c| multiply(c, discrepancy)).collect::<Vec<_>>());
        if 2 * errors <= step - erased {
            errors = step - erased + 1 - errors;
            let scale = inverse(discrepancy);
            previous = locator.iter().map(|&c| multiply(c, scale)).collect();
        }
        locator = changed;
    }
    while locator.last() == Some(&0) {
        locator.pop();
    }
    (locator.len() == errors + erased + 1 && 2 * errors + erased <= PARITY).then_some(locator)
}

fn product(a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut out = vec![0; a.len() + b.len() - 1];
    for (i, &x) in a.iter().enumerate() {
        for (j, &y) in b.iter().enumerate() {
            out[i + j] ^= multiply(x, y);
        }
    }
    out
}

fn sum(a: &[u8], b: &[u8]) -> Vec<u8> {
    (0..a.len().max(b.len())).map(|at| a.get(at).unwrap_or(&0) ^ b.get(at).unwrap_or(&0)).collect()
}

fn value(polynomial: &[u8], at: u8) -> u8 {
    polynomial.iter().rev().fold(0, |value, &c| multiply(value, at) ^ c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bearable_damage_is_repaired() {
        let mut random = 1u32;
        let mut next = move |below: usize| {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (random >> 8) as usize % below
        };
        for length in [1, 16, 100, 239] {
            for _ in 0..200 {
                let mut block: Vec<u8> = (0..length).map(|_| next(256) as u8).collect();
                block.extend(parity(&block));
                let sent = block.clone();
                let mut places: Vec<usize> = (0..block.len()).collect();
                for at in (1..places.len()).rev() {
                    places.swap(at, next(at + 1));
                }
                let erased = next(PARITY + 1);
                let errors = (PARITY - erased) / 2;
                let changed = &places[..(erased + errors).min(block.len())];
                for &place in changed {
                    block[place] ^= 1 + next(255) as u8;
                }
                assert_eq!(repair(&mut block, &changed[..erased.min(changed.len())]), Some(()));
                assert_eq!(block, sent);
            }
        }
    }

    #[test]
    fn too_much_damage_is_not_hidden() {
        let mut block: Vec<u8> = (0..200).collect();
        block.extend(parity(&block));
        for byte in &mut block[..9] {
            *byte ^= 0x55;
        }
        let damaged = block.clone();
        assert_eq!(repair(&mut block, &[]), None);
        assert_eq!(block, damaged);
    }
}
