//! Counts the patterns in a picture that look like corners of QR codes. The search for codes tries all triples of them, so a
//! picture full of them would keep it busy for minutes.

use rxing::common::BitMatrix;

/// The numbers of dark, light, dark, light and dark dots across a corner.
const DOTS: [f32; 5] = [1.0, 1.0, 3.0, 1.0, 1.0];

/// Whether there are more than `max` such patterns, dark on light and light on dark together. A pattern on several rows counts
/// once.
pub fn more_than(max: usize, matrix: &BitMatrix) -> bool {
    // The patterns on the last rows: their middle, and the row.
    let mut open: Vec<(u32, u32)> = Vec::new();
    let mut count = 0;
    for y in 0..matrix.getHeight() {
        open.retain(|(_, row)| row + 2 >= y);
        for middle in middles(matrix, y) {
            match open.iter_mut().find(|(x, _)| x.abs_diff(middle) <= 1) {
                Some(met) => *met = (middle, y),
                None => {
                    open.push((middle, y));
                    count += 1;
                }
            }
        }
        if count > max {
            return true;
        }
    }
    false
}

/// The middles of the patterns on row `y`.
fn middles(matrix: &BitMatrix, y: u32) -> Vec<u32> {
    let mut middles = Vec::new();
    let mut lengths = [0; 5];
    let mut end = 0;
    while end < matrix.getWidth() {
        let length = run(matrix, end, y, 1, 0);
        lengths.rotate_left(1);
        lengths[4] = length;
        end += length;
        let middle = end - lengths[4] - lengths[3] - lengths[2].div_ceil(2);
        if is_corner(lengths) && is_corner(column(matrix, middle, y)) {
            middles.push(middle);
        }
    }
    middles
}

/// The lengths of five runs in the column of a dot. The run with the dot is in the middle.
fn column(matrix: &BitMatrix, x: u32, y: u32) -> [u32; 5] {
    let mut lengths = [0; 5];
    let (mut up, mut down) = (y, y);
    for step in 0..3 {
        let (above, below) = (run(matrix, x, up, 0, -1), run(matrix, x, down, 0, 1));
        // The dot itself was counted from both sides.
        lengths[2 - step] += above;
        lengths[2 + step] += if step == 0 { below - 1 } else { below };
        if above > up || down + below >= matrix.getHeight() {
            break;
        }
        (up, down) = (up - above, down + below);
    }
    lengths
}

/// The number of dots of one colour from (x, y) on, in steps of (`across`, `along`).
fn run(matrix: &BitMatrix, x: u32, y: u32, across: i64, along: i64) -> u32 {
    let inside = |at: i64, size: u32| (0..i64::from(size)).contains(&at);
    let colour = matrix.get(x, y);
    let places = (0i64..).map(|step| (i64::from(x) + step * across, i64::from(y) + step * along));
    let same = places.take_while(|(x, y)| {
        inside(*x, matrix.getWidth()) && inside(*y, matrix.getHeight()) && matrix.get(*x as u32, *y as u32) == colour
    });
    same.count() as u32
}

fn is_corner(lengths: [u32; 5]) -> bool {
    let dot = lengths.iter().sum::<u32>() as f32 / 7.0;
    lengths.iter().zip(DOTS).all(|(length, dots)| *length > 0 && (*length as f32 - dots * dot).abs() < dots * dot / 2.0)
}
