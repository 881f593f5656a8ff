//! Digits of the scripts in which chat programs write dates, times and numbers.

/// The digit zero of each of these scripts. The other nine digits follow it in Unicode.
const ZEROS: [char; 20] =
    ['0', '٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '༠', '၀', '០', '᠐', '０'];

/// The value of a digit of one of these scripts. `None` for other characters.
pub fn digit(character: char) -> Option<u32> {
    if character < ZEROS[1] {
        return character.to_digit(10);
    }
    ZEROS.iter().find_map(|zero| u32::from(character).checked_sub(u32::from(*zero)).filter(|value| *value < 10))
}

/// The number that `text` begins with, and the text after it. `None` if `text` does not begin with a digit, or more than
/// `max` digits stand in a row.
pub fn digits(text: &str, max: usize) -> Option<(u32, &str)> {
    let end = text.find(|c| digit(c).is_none()).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let value = number.chars().take(max).filter_map(digit).fold(0, |value, digit| value * 10 + digit);
    (1..=max).contains(&number.chars().take(max + 1).count()).then_some((value, rest))
}
