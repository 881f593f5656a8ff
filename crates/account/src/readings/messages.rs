//! Leaves out the parts that chat programs write between messages when several are copied together: heads with a name and a
//! time, lines with only a name or a time, and the lines around a post. Numbers that count the messages are in `numbering`.

use std::collections::HashMap;

use super::digits::digit;
use super::lines::{TextLine, is_pad};
use super::moments::{RestOfText, has_date, has_time, is_time};

/// Characters of the longest name.
const MAX_NAME: usize = 60;
/// Words of the longest name.
const MAX_NAME_WORDS: usize = 6;
/// Characters of the longest note in brackets after a head or a message.
const MAX_BRACKETS: usize = 100;
/// Characters of the longest date in a head.
const MAX_DATE: usize = 40;
/// The character that WhatsApp on iPhones writes before its own notes.
const MARK: char = '\u{200E}';
/// Characters of the longest note of this kind.
const MAX_MARKED: usize = 200;
const DASHES: [char; 3] = ['-', '–', '—'];
/// Characters of the longest account name after `@`.
const MAX_HANDLE: usize = 30;
/// Characters of the longest time of a post, such as *3h* or *27 Nov*.
const MAX_AGO: usize = 20;

/// Leaves out message heads, numbers, and notes of the chat program. Returns whether there were any.
pub(super) fn strip(lines: &mut [TextLine]) -> bool {
    let mut found = false;
    for at in heads_alone(lines).into_iter().chain(names_and_times(lines)).chain(around_posts(lines)) {
        let line = &mut lines[at];
        if line.head.is_none() {
            line.head = Some(line.text.trim_matches(is_pad));
            line.text = "";
            found = true;
        }
    }
    let mut has_heads = false;
    for line in lines.iter_mut().filter(|line| line.head.is_none()) {
        if let Some(colon) = head_before(line.text) {
            let (head, behind) = line.text.split_at(colon);
            let rest = behind.trim_start_matches(is_pad);
            line.head = Some(head.trim_matches(is_pad));
            line.text = rest;
            let is_marked = behind[..behind.len() - rest.len()].contains(MARK);
            if is_marked && (1..=MAX_MARKED).contains(&rest.chars().take(MAX_MARKED + 1).count()) {
                line.note = Some(rest.trim_matches(is_pad));
                line.text = "";
            }
            has_heads = true;
        }
    }
    if has_heads {
        lines.iter_mut().filter(|line| line.note.is_none()).for_each(note_behind);
    }
    super::numbering::strip(lines) || found || has_heads
}

/// Leaves out a note in angle brackets at the end of a line: `<Media omitted>`, `<This message was edited>`.
fn note_behind(line: &mut TextLine) {
    let text = line.text.trim_end_matches(is_pad);
    let Some(inner) = text.strip_suffix('>') else { return };
    let Some((before, inner)) = inner.rsplit_once('<') else { return };
    let stands_apart = before.chars().next_back().is_none_or(is_pad);
    if stands_apart
        && !inner.contains('>')
        && (1..=MAX_BRACKETS).contains(&inner.chars().take(MAX_BRACKETS + 1).count())
    {
        line.note = Some(&text[before.len()..]);
        line.text = before.trim_end_matches(is_pad);
    }
}

/// Whether `text` may be a name.
fn is_name(text: &str) -> bool {
    let words = text.split(is_pad).filter(|word| !word.is_empty()).count();
    (1..=MAX_NAME_WORDS).contains(&words)
        && text.chars().take(MAX_NAME + 1).count() <= MAX_NAME
        && !text.contains([':', '[', ']'])
}

/// The byte offset after the colon of a head on the first line of a message: `[27/11/2025, 14:00:22] Dana: `,
/// `27.11.25, 14:00 - Dana: `, `2025. 11. 27. 오후 2:00 - Dana: `. `None` if the line has no head.
fn head_before(line: &str) -> Option<usize> {
    let start = RestOfText(line).pads();
    let name = in_brackets(start).or_else(|| before_dash(start)).or_else(|| stamp(start))?.pads();
    let (name, behind) = name.0.split_once(':')?;
    let stands = is_name(name) && (behind.is_empty() || behind.starts_with(is_pad));
    stands.then_some(line.len() - behind.len())
}

/// The text after a date and time in brackets, and perhaps a dash.
fn in_brackets(text: RestOfText) -> Option<RestOfText> {
    let (moment, rest) = text.one(&['['])?.0.split_once(']')?;
    let stands = moment.chars().take(MAX_DATE + 1).count() <= MAX_DATE && !moment.contains('[') && has_time(moment);
    stands.then(|| RestOfText(rest).pads().maybe(&DASHES))
}

/// The text after a date and a time, in either order, and a dash between spaces. Other words may stand before the dash.
fn before_dash(text: RestOfText) -> Option<RestOfText> {
    let (first, has_other): (RestOfText, fn(&str) -> bool) = match text.date() {
        Some(date) => (date, has_time),
        None => (text.time()?, has_date),
    };
    let date = text.0.len() - first.0.len();
    let mut dashes = text.0.char_indices().take(MAX_DATE + 1).filter(|(at, c)| *at >= date && DASHES.contains(c));
    let (dash, rest) = dashes.find_map(|(at, c)| {
        let rest = &text.0[at + c.len_utf8()..];
        (text.0[..at].ends_with(is_pad) && rest.starts_with(is_pad)).then_some((at, rest))
    })?;
    let behind = &text.0[date..dash];
    (!behind.contains(['[', ']']) && has_other(behind)).then_some(RestOfText(rest))
}

/// The text after a date and a time.
fn stamp(text: RestOfText) -> Option<RestOfText> {
    Some(text.date()?.maybe(&[',']).pads().time()?.pads().maybe(&DASHES))
}

/// The indices of lines that are a head, `Dana, [27.11.2025 14:00]`, and of lines in brackets after a head,
/// `[Forwarded from …]`.
fn heads_alone(lines: &[TextLine]) -> Vec<usize> {
    let in_brackets = |text: &str, most: usize| {
        let inner = text.strip_suffix(']').filter(|inner| inner.chars().take(most + 1).count() <= most);
        inner.is_some_and(|inner| !inner.contains(['[', ']']))
    };
    let is_head = |text: &str| {
        let text = text.strip_suffix(':').unwrap_or(text);
        let Some((name, date)) = text.split_once('[') else { return false };
        let name = name.trim_end_matches(is_pad).strip_suffix(',').unwrap_or("");
        is_name(name.trim_end_matches(is_pad)) && in_brackets(date, MAX_DATE) && has_time(date)
    };
    let mut found = Vec::new();
    let mut behind = false;
    for (at, line) in lines.iter().enumerate() {
        let text = line.text.trim_matches(is_pad);
        behind =
            is_head(text) || (behind && text.strip_prefix('[').is_some_and(|text| in_brackets(text, MAX_BRACKETS)));
        if behind {
            found.push(at);
        }
    }
    found
}

/// The indices of lines with only a name and lines with only a time: `Dana`, a message, `14:00`, `Dana`, the next message. A
/// name must stand on the first line or after a time, and at least twice.
fn names_and_times(lines: &[TextLine]) -> Vec<usize> {
    let full: Vec<(usize, &str)> = full_lines(lines);
    let name_at = |at: usize| {
        let (_, text) = *full.get(at)?;
        ((at == 0 || is_time(full[at - 1].1)) && is_name(text) && !is_time(text)).then_some(text)
    };
    let mut counts: HashMap<&str, usize> = HashMap::new();
    (0..full.len()).filter_map(name_at).for_each(|name| *counts.entry(name).or_default() += 1);
    let is_repeated = |at: usize| name_at(at).is_some_and(|name| counts[name] >= 2);
    let any = counts.values().any(|count| *count >= 2);
    let mut found = Vec::new();
    for (at, (line, text)) in full.iter().enumerate() {
        let ends_message = is_time(text) && (at + 1 == full.len() || is_repeated(at + 1));
        if is_repeated(at) || (ends_message && any) {
            found.push(*line);
        }
    }
    found
}

/// The indices of lines around posts: a name, `@name`, `·`, `3h`, and numbers of answers and shares.
fn around_posts(lines: &[TextLine]) -> Vec<usize> {
    let full = full_lines(lines);
    let text = |at: usize| full.get(at).map_or("", |(_, text)| *text);
    let is_ago =
        |text: &str| text.chars().take(MAX_AGO + 1).count() <= MAX_AGO && text.contains(|c| digit(c).is_some());
    let mut found = Vec::new();
    for at in 0..full.len() {
        let (before, Some((name, behind))) = handle(text(at)) else { continue };
        let mut end = at + 1;
        let alone = behind.is_empty();
        if !alone && !behind.strip_prefix('·').is_some_and(|ago| is_ago(ago.trim_matches(is_pad))) {
            continue;
        }
        if alone && text(end) == "·" {
            end += if is_ago(text(end + 1)) { 2 } else { 1 };
        }
        // The person's name may stand on the line before, if it does not stand on this line.
        let mut start = at;
        if before.is_empty() && at > 0 && is_name(text(at - 1)) && !name.is_empty() {
            start -= 1;
        }
        while start > 0 && is_count(text(start - 1)) {
            start -= 1;
        }
        found.extend(full[start..end].iter().map(|(line, _)| *line));
    }
    found
}

/// Divides a line such as `Dana @dana · 3h` at the account name. Returns the text before it, and the account name with the
/// text after it. The latter are `None` if the line has no account name.
fn handle(line: &str) -> (&str, Option<(&str, &str)>) {
    let at = match line.strip_prefix('@') {
        Some(_) => 0,
        None => line.find(" @").map_or(line.len(), |at| at + 1),
    };
    let (before, rest) = line.split_at(at);
    let name = rest.strip_prefix('@').unwrap_or("");
    let length = name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    let behind = name[length..].trim_start_matches(is_pad);
    let before = before.trim_end_matches(is_pad);
    // A line with a name must have a time too. Otherwise it is a sentence that names somebody.
    let stands = (1..=MAX_HANDLE).contains(&length)
        && (before.is_empty() || (is_name(before) && !behind.is_empty()))
        && (behind.is_empty() || behind.len() < name.len() - length);
    (before, stands.then_some((&name[..length], behind)))
}

/// Whether `text` is the number of answers or shares of a post: `12`, `1.2K`.
fn is_count(text: &str) -> bool {
    let digits = text.strip_suffix(['K', 'k', 'M', 'm', 'B']).unwrap_or(text);
    digits.chars().take(9).count() <= 8
        && digits.starts_with(|c| digit(c).is_some())
        && digits.chars().all(|c| digit(c).is_some() || c == '.' || c == ',')
}

/// The lines that are not empty: the index of each, and its text without the spaces around it.
fn full_lines<'t>(lines: &[TextLine<'t>]) -> Vec<(usize, &'t str)> {
    let trimmed = lines.iter().enumerate().map(|(at, line)| (at, line.text.trim_matches(is_pad)));
    trimmed.filter(|(_, text)| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readings::lines;

    /// What is left of a text's lines that are not empty.
    fn left(text: &'static str) -> Vec<&'static str> {
        let mut lines: Vec<TextLine> = lines(text).collect();
        strip(&mut lines);
        lines.into_iter().map(|line| line.text.trim_matches(is_pad)).filter(|line| !line.is_empty()).collect()
    }

    #[test]
    fn heads_of_messages() {
        assert_eq!(left("[27/11/2025, 14:00:22] Dana: one\n[27/11/2025, 14:01:22] Dana: two"), ["one", "two"]);
        assert_eq!(
            left("\u{200E}27.11.25, 14:00 - +7 701 555 01 42: one\nmore\n27.11.25, 2:01 PM - Dana:"),
            ["one", "more"]
        );
        assert_eq!(
            left("Dana, [27.11.2025 14:00]\n[Forwarded from A channel]\none\n\nDana, [27 Nov 2025 at 14:01]:\ntwo"),
            ["one", "two"]
        );
        assert_eq!(left("Dana\none\n14:00\nDana\ntwo\n14:01\nDana"), ["one", "two"]);
        assert_eq!(left("We left at\n14:00\nand came back"), ["We left at", "14:00", "and came back"]);
        let post = "Dana\n@dana\n·\n3h\none\n12\n1.2K\nDana\n@dana\n·\nNov 27\ntwo 4\n12";
        assert_eq!(left(post), ["one", "two 4", "12"]);
        assert_eq!(
            left("Dana @dana · 3h\nI wrote to Ivy @ivy and left\n12 June: x"),
            ["I wrote to Ivy @ivy and left", "12 June: x"]
        );
        assert_eq!(left("[a line in brackets]\n[10:30] and then"), ["[a line in brackets]", "[10:30] and then"]);
        for head in [
            "[٢٧/١١/٢٠٢٥، ٢:٠٠:٢٢ م] دانا: ",
            "[2025/11/27 下午2:00:22] Dana: ",
            "[27/11, 14:00] Dana: ",
            "27/11/25, 2:00 p. m. - Dana: ",
            "2025. 11. 27. 오후 2:00 - Dana: ",
            "27.11.25 г., 14:00 - Dana: ",
            "27/11/2568 14:00 - Dana: ",
            "14:00, 27/11/2025 - Dana: ",
            "٢٧\u{200F}/١١\u{200F}/٢٠٢٥، ٢:٠٠ م - Dana: ",
        ] {
            let text = format!("{head}one");
            assert_eq!(head_before(&text).map(|colon| &text[colon..]), Some(" one"), "{head}");
        }
        for sentence in
            ["27.11.2025 - Dana: one", "We left - 14:00: one", "[Dana] 14:00: one", "12 men - at 14:00: one"]
        {
            assert_eq!(head_before(sentence), None, "{sentence}");
        }
        assert_eq!(left("Dana\none\n下午2:00\nDana\ntwo\n2:01 p. m.\nDana"), ["one", "two"]);
        assert_eq!(
            left("27/11/2025, 14:00 - D: one <This message was edited>\n27/11/2025, 14:00 - D: <Media omitted>\ntwo"),
            ["one", "two"]
        );
        assert_eq!(left("[27/11/2025, 14:00:22] D: \u{200E}image omitted\n[27/11/2025, 14:00:22] D: one"), ["one"]);
        assert_eq!(left("Dana <says>\n<this>"), ["Dana <says>", "<this>"]);
    }

    #[test]
    fn numbers_that_count_on() {
        assert_eq!(left("one 1/3\n\ntwo 2/3\nthree 3/3"), ["one", "two", "three"]);
        assert_eq!(left("(1/2) one\n(2/2) two"), ["one", "two"]);
        assert_eq!(left("1/ one\n2/ two"), ["one", "two"]);
        assert_eq!(left("it was 1/2\nit was 1/4"), ["it was 1/2", "it was 1/4"]);
        assert_eq!(left("(1/2) one\n(2/3) two"), ["(1/2) one", "(2/3) two"]);
    }
}
