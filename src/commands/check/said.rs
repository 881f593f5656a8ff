//! What `check` prints about a copy.

use std::path::Path;

use firsthand_account::check::{Side, SlipKind};
use firsthand_account::readings::Hyphens;
use firsthand_account::slip::Slip;
use firsthand_channels::{Doubt, NotACopy};
use firsthand_verdict::{Held, Judged, JudgedSlip, Proved, Reader, Standing, Stands};

use crate::commands::differences::print;
use crate::copy;
use crate::error::name;
use crate::limits::{MAX_OUTSIDE, MAX_QUOTE};
use crate::out::{self, Line, Style, quoted, quoted_whole, shorter};
use crate::wording::{self, count};

/// Prints a judgement.
pub struct Said<'a> {
    pub copy: &'a Path,
    pub reader: &'a Reader<'a>,
    /// Whether all words are printed, and not only those around a difference.
    pub whole: bool,
}

/// Prints that a file cannot be read as a copy.
pub fn not_read(path: &Path, error: &NotACopy) {
    head("COULD NOT TELL", &format!("{} cannot be read as a copy", name(path)));
    line(&format!("{error}: {}", copy::not_a_copy(error)));
}

impl Said<'_> {
    pub fn all(&self, judged: &Judged) {
        if let (Some(doubt), Some(read)) = (judged.doubt, &judged.read) {
            return self.not_judged(judged, doubt, read);
        }
        for (at, found) in judged.slips.iter().enumerate() {
            if at > 0 {
                say!();
            }
            self.slip(judged, found);
        }
        if judged.slips.is_empty() && judged.held.is_empty() {
            self.no_slip(judged);
        }
        for (at, held) in judged.held.iter().enumerate() {
            if at > 0 || !judged.slips.is_empty() {
                say!();
            }
            say!("Compared with {}, account {}:", quoted(&held.entry.path), held.entry.id);
            print(&held.differences, self.whole);
        }
        if judged.slips.len() > 1 {
            say!();
            say!("This text has {} slips; the worst verdict counts.", judged.slips.len());
        }
    }

    fn not_judged(&self, judged: &Judged, doubt: Doubt, read: &str) {
        let what = wording::form(judged.form).unwrap_or("a text");
        head("COULD NOT TELL", &format!("{} is {what}, and its words may not be those that you see", name(self.copy)));
        line(match doubt {
            Doubt::MayHide => "it has parts that can hide, add or move words, so it was not judged",
            Doubt::PartsDiffer => {
                "it has several parts with different words, and you see one of them, so it was not judged"
            }
        });
        line("open it, copy the text that you see, save this text in a file, and check that file");
        say!();
        say!("The words that the program read; compare them with what you see:");
        out::show(read);
    }

    fn no_slip(&self, judged: &Judged) {
        head("NO SLIP", "");
        came(judged);
        line(&match judged.names {
            Some(id) => {
                format!(
                    "{} names the account {id}. Its slip is in another file: name it as --slip FILE",
                    name(self.copy)
                )
            }
            None if self.reader.archive.is_some() => {
                "the text has no slip, and the folder has no account with nearly the same words".to_owned()
            }
            None => {
                "the text has no slip. Compare it with the sealed text (--against), or with a folder of accounts (--in)"
                    .to_owned()
            }
        });
    }

    fn slip(&self, judged: &Judged, found: &JudgedSlip) {
        match &found.stands {
            Stands::True(proved) => self.proved(judged, found, proved),
            Stands::NotTrue(why, _) => {
                head("NOT TRUE TO ITS SLIP", "");
                line(&wording::why(*why));
                if self.reader.against.is_empty() && self.reader.archive.is_none() {
                    line(
                        "to see what differs, compare it with the sealed text (--against) or a folder of accounts (--in)",
                    );
                }
            }
            Stands::OtherFiles(_) => {
                head("NOT TRUE TO ITS SLIP", "");
                line("the words are the ones that were sealed, but the enclosures in the bundle are not");
            }
            Stands::Damaged => {
                head("SLIP DAMAGED", "");
                line("too many letters of the slip are wrong or missing, or too many words stand between them");
                line("copy or photograph the slip again, or compare the text with the sealed one (--against)");
            }
            Stands::LaterVersion(version) => {
                head("LATER VERSION", "");
                line(&format!(
                    "the slip is of version {version}, and this program knows version 1. Check it with a newer firsthand"
                ));
            }
            Stands::CannotJudge => {
                head("CANNOT JUDGE", "");
                line("too many places in this text look like the end of the account");
                line("keep only the account and its slip, and check again");
            }
        }
        if !matches!(found.stands, Stands::True(_)) {
            came(judged);
            among(found);
        }
    }

    fn proved(&self, judged: &Judged, found: &JudgedSlip, proved: &Proved) {
        let trusted = proved.standing.is_trusted();
        // The verdict is green only if both answers are yes and nothing but the sealed words is in the copy.
        let verdict = match found.is_plain() {
            true if trusted => "TRUE TO ITS SLIP",
            true => "TRUE TO ITS SLIP, AND NO MORE",
            false if found.among.is_some() => "TRUE TO ITS SLIP, WITH OTHER WORDS IN IT",
            false if proved.reordered => "TRUE TO ITS SLIP, PERHAPS SHOWN IN ANOTHER ORDER",
            false => "TRUE TO ITS SLIP, BUT LOOK AT THE COPY",
        };
        let mut what = wording::kind(proved.kind, proved.slip.n);
        if let (SlipKind::Excerpt { .. }, Some(behind)) = (proved.kind, &proved.behind) {
            let are = if behind.count == 1 { "is" } else { "are" };
            what += &format!("; {} after it {are} outside the seal", count(behind.count, "word"));
        }
        head(verdict, &what);
        came(judged);
        among(found);
        reading(proved);
        if found.from_archive {
            line("the slip is not in the copy; it came from the folder");
        }
        if found.repaired > 0 {
            line(&format!("the slip was damaged and was repaired ({})", count(found.repaired, "letter")));
        }
        withheld(&proved.slip);
        let between = if proved.side == Side::Before { "after it" } else { "between the slip and it" };
        let behind = if proved.side == Side::Before { "after the slip" } else { "after it" };
        let before = if proved.side == Side::Before { "before it" } else { "before the slip" };
        for (place, outside) in [(before, &proved.before), (between, &proved.between), (behind, &proved.behind)] {
            if let Some(outside) = outside {
                let words = count(outside.count, "word");
                line(&format!("outside the seal, {place}: {words}: {}", shorter(&outside.text, MAX_OUTSIDE)));
            }
        }
        if proved.gaps {
            line("warning: very long gaps stand between the words, and a screen may not show all the words");
            if !proved.reordered {
                line("all the words:");
                out::show(&proved.sealed);
            }
        }
        if proved.reordered {
            line("warning: direction signs, or letters beside them, can show these words in another order");
            line("the words in the order in which they were sealed:");
            out::show(&proved.sealed);
        }
        if !proved.mixed.is_empty() {
            let words = shorter(&proved.mixed.join(" "), MAX_QUOTE);
            line(&format!(
                "warning: these words mix alphabets, and a letter may only look like the right one: {words}"
            ));
        }
        if let Some(enclosures) = &proved.enclosures {
            line(&match &enclosures.here {
                None => {
                    format!(
                        "sealed with the words and not in this copy: {}",
                        count(enclosures.sealed as usize, "enclosure")
                    )
                }
                Some(labels) => format!(
                    "sealed with the words, and unchanged in the bundle: {}",
                    shorter(&labels.join(", "), MAX_QUOTE)
                ),
            });
        }
        whose(proved, if self.reader.archive.is_some() { "the folder has" } else { "you have" });
        if self.whole && !proved.reordered && !proved.gaps {
            say!();
            out::show(&proved.sealed);
        }
        // The rival may be one of the texts that are compared below.
        let is_held = |rival: &&Held| judged.held.iter().any(|held| held.entry.path == rival.entry.path);
        if let Some(rival) = proved.rival.as_ref().filter(|rival| !is_held(rival)) {
            self.rival(rival);
        }
    }

    fn rival(&self, rival: &Held) {
        say!();
        say!("What differs from {}, another account with nearly the same words:", quoted(&rival.entry.path));
        print(&rival.differences, self.whole);
    }
}

/// Prints which kind of file the copy is, and how it was decoded, unless it is plain text.
fn came(judged: &Judged) {
    if let Some(form) = wording::form(judged.form) {
        let rest = wording::not_looked_at(judged.form).map_or(String::new(), |rest| format!("; not checked: {rest}"));
        line(&format!("read as {form}{rest}"));
    }
    if judged.twice_encoded {
        line("some lines were encoded twice, as in exports from Facebook; they were decoded twice");
    }
}

/// Prints the words between the letters of the slip.
fn among(found: &JudgedSlip) {
    if let Some(among) = &found.among {
        let words = count(among.count, "word");
        line(&format!("outside the seal, put between the letters of the slip: {words}: {}", among.text));
    }
}

/// Prints how the copy was read, and what was left out of it.
fn reading(proved: &Proved) {
    let named = &proved.left_out;
    if let Some(sign) = &named.sign {
        line(&match sign.as_str() {
            ">" => "read without the > of quoted mail".to_owned(),
            sign => format!("read without the {} before or around each line", quoted_whole(sign)),
        });
    }
    if let Some(around) = named.around {
        line(&format!("read without the {around} around the account"));
    }
    if !named.heads.is_empty() {
        let head = |(head, times): &(String, usize)| match times {
            1 => quoted_whole(head),
            times => format!("{} {times} times", quoted_whole(head)),
        };
        let more = if named.more_heads > 0 { format!(", and {} more", named.more_heads) } else { String::new() };
        let heads: Vec<String> = named.heads.iter().map(head).collect();
        line(&format!("left out between messages, outside the seal: {}{more}", heads.join(", ")));
    }
    match proved.hyphens {
        Hyphens::AsTheyStand => {}
        Hyphens::Joined => line("words that were broken at line ends were joined, and their hyphens kept"),
        Hyphens::Dropped => line("words that were broken by a hyphen at line ends were joined"),
    }
    if proved.side == Side::After {
        line("the slip is above the account");
    }
    if !proved.passed_over.is_empty() {
        let of = |(character, times): &(char, usize)| {
            let times = if *times == 1 { String::new() } else { format!(" {times} times") };
            format!("U+{:04X}{times}", *character as u32)
        };
        let all: Vec<String> = proved.passed_over.iter().map(of).collect();
        line(&format!("invisible characters were ignored: {}", shorter(&all.join(", "), MAX_QUOTE)));
    }
}

fn withheld(slip: &Slip) {
    let range = |first: u32, last: u32| if first == last { first.to_string() } else { format!("{first}-{last}") };
    let places: Vec<String> = slip.withheld.iter().map(|place| range(place.start + 1, place.end)).collect();
    if !places.is_empty() {
        let words = if slip.withheld.words() == 1 { "word" } else { "words" };
        line(&format!("withheld: {words} {}", shorter(&places.join(", "), MAX_QUOTE)));
    }
}

fn whose(proved: &Proved, have: &str) {
    let here = |path: &str| format!("this account is {} in the folder", quoted(path));
    match &proved.standing {
        Standing::Expected => head("THE SEAL YOU EXPECT", ""),
        Standing::Listed(name) => head("A SEAL YOU KNOW", &format!("on your list as {}", quoted(name))),
        Standing::InArchive(entry) if proved.is_other_edition() => {
            head("A SEAL YOU KNOW", &format!("{}, with other words withheld", here(&entry.path)));
        }
        Standing::InArchive(entry) => head("A SEAL YOU KNOW", &here(&entry.path)),
        Standing::Past(past) => {
            let (what, did) =
                if past.retracted { ("RETRACTED", "retracted") } else { ("AN EARLIER EDITION", "replaced") };
            head(what, &format!("{} published it, and {did} it on {}", quoted(&past.path), past.day));
        }
        Standing::ShortForm(entry) => {
            head("WORDS YOU KNOW", &format!("a short form of {} in the folder, sealed by a desk", quoted(&entry.path)));
        }
        Standing::NotExpected => head("NOT THE SEAL YOU EXPECT", "another key sealed these words"),
        Standing::Rivalled => {
            let path = proved.rival.as_ref().map_or_else(String::new, |rival| quoted(&rival.entry.path));
            head("A RIVAL", &format!("{have} nearly the same words under another seal, {path}"));
        }
        Standing::Unknown { .. } => head("NOT KNOWN WHOSE", ""),
    }
    line(&format!("pen name  {}", proved.slip.pen_name));
    line(&format!("account   {}", proved.id));
    if let Standing::Unknown { asked } = proved.standing {
        line("anybody can change words and seal them with their own key. Compare the pen name or account id");
        line("with one that reached you another way, or name that one as --expect");
        if asked {
            line("(this pen name and account are not on your list and not in the folder)");
        }
    }
}

fn line(line: &str) {
    say!("  {line}");
}

/// Prints a verdict in its colour, and its detail: green for yes, red for no, yellow for an open answer.
fn head(verdict: &str, what: &str) {
    let style = match verdict {
        "TRUE TO ITS SLIP" | "THE SEAL YOU EXPECT" | "A SEAL YOU KNOW" | "WORDS YOU KNOW" => Style::Yes,
        "NOT TRUE TO ITS SLIP" | "NOT THE SEAL YOU EXPECT" | "A RIVAL" => Style::No,
        _ => Style::Open,
    };
    let gap = if what.is_empty() { "" } else { " · " };
    out::say_line(Line::default().and(style, verdict).and(Style::Plain, gap).and(Style::Plain, what));
}
