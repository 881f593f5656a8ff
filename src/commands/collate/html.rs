//! Versions as a web page, in one file, without scripts.

use std::fmt::Write;

use super::part::{Part, escaped, letter};

const STYLE: &str = include_str!("style.css");
/// How many words of the first version a row of the table has at least. It ends at the next words that all versions have.
const ROW: usize = 60;

pub fn page(of: &str, parts: &[Part]) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Versions</title>\n<style>{STYLE}</style>\n\
         <main>\n<h1>Versions</h1>\n<p class=\"hint\">The versions: {}. Most punctuation is ignored. Where versions differ, \
         the letters of the versions stand before their words; \u{2013} means that a version has no words there.</p>\n",
        escaped(of)
    );
    if parts.is_empty() {
        out.push_str("<p>No passage stands in this text more than once.</p>\n");
    }
    for (number, part) in parts.iter().enumerate() {
        let several = parts.len() > 1;
        out.push_str("<section>\n");
        if several {
            let _ = writeln!(out, "<h2>Passage {}</h2>", number + 1);
        }
        out.push_str("<dl>");
        for (at, name) in part.names.iter().enumerate() {
            let _ = write!(out, "<dt>{}</dt><dd>{}</dd>", letter(at), escaped(name));
        }
        let heading = if several { "h3" } else { "h2" };
        let _ =
            writeln!(out, "</dl>\n<p class=\"hint\">Words: {}.</p>\n<{heading}>As one text</{heading}>", part.counts());
        let _ = writeln!(out, "<div class=\"text\" dir=\"auto\">{}</div>", one_text(part));
        let _ = writeln!(out, "<{heading}>Side by side</{heading}>");
        side_by_side(&mut out, part);
        for moved in part.moved() {
            let _ = writeln!(out, "<p class=\"hint\">Moved: {moved}.</p>");
        }
        out.push_str("</section>\n");
    }
    out + "</main>\n</html>\n"
}

fn one_text(part: &Part) -> String {
    let shown = part.collation.segments.iter().map(|segment| {
        let readings = part.readings(segment);
        if segment.same {
            return escaped(&readings[0].1);
        }
        let readings = readings.into_iter().map(|(versions, text)| {
            let letters: String = versions.into_iter().map(letter).collect();
            let text = if text.is_empty() { "\u{2013}".to_owned() } else { escaped(&text) };
            format!("<span><b>{letters}</b>\u{a0}{text}</span>")
        });
        format!("<mark>{}</mark>", readings.collect::<Vec<_>>().join(" "))
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// Writes rows with the words of each version. The words that differ are marked.
fn side_by_side(out: &mut String, part: &Part) {
    let versions = &part.collation.versions;
    let mut row = vec![String::new(); versions.len()];
    let mut words = 0;
    let end_row = |row: &mut Vec<String>, out: &mut String| {
        if row.iter().any(|cell| !cell.is_empty()) {
            out.push_str("<div class=\"row\">");
            for (at, cell) in row.iter_mut().enumerate() {
                let _ = write!(out, "<p dir=\"auto\"><b>{}</b> {cell}</p>", letter(at));
                cell.clear();
            }
            out.push_str("</div>\n");
        }
    };
    for segment in &part.collation.segments {
        for (at, cell) in row.iter_mut().enumerate() {
            let text = escaped(&versions[at].show(segment.words[at].clone()));
            match (segment.same, text.is_empty()) {
                (_, true) => {}
                (true, _) => *cell += &format!("{text} "),
                (false, _) => *cell += &format!("<mark>{text}</mark> "),
            }
        }
        words += segment.words[0].len();
        if segment.same && words >= ROW {
            end_row(&mut row, out);
            words = 0;
        }
    }
    end_row(&mut row, out);
}
