//! Samples for a new desk: four invented accounts, published by the rules of the desk, and copies of one to try.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use firsthand_account::check::{Verdict, check};
use firsthand_desk::codename::Codename;
use firsthand_desk::consent::{Consent, Name, When, Words};
use firsthand_desk::desk::Desk;
use firsthand_desk::drafts::Draft;
use firsthand_desk::error::DeskError;
use firsthand_desk::keyring::Invitation;
use firsthand_desk::page::Translation;
use firsthand_desk::sealing::ready;
use firsthand_desk::session::Session;
use firsthand_desk::sources::{Arrival, Upload};
use firsthand_web::World;
use jiff::civil::Date;
use zeroize::Zeroizing;

use crate::error::CliError;
use crate::files::Output;
use crate::refusals;

/// The folder of the copies to try, in the desk's folder.
pub const COPIES: &str = "copies";

/// An invented account. Its first line says that it is invented.
struct Sample {
    language: &'static str,
    text: &'static str,
    name: Name,
    /// The words that are withheld.
    withheld: &'static [&'static str],
    translation: Option<(&'static str, &'static str)>,
    photograph: bool,
    correction: Option<&'static str>,
}

fn samples() -> [Sample; 4] {
    let plain = |language, text| Sample {
        language,
        text,
        name: Name::None,
        withheld: &[],
        translation: None,
        photograph: false,
        correction: None,
    };
    let text = [
        plain("es", include_str!("../../../samples/desk/es.txt")),
        plain("ru", include_str!("../../../samples/desk/ru.txt")),
        plain("kk", include_str!("../../../samples/desk/kk.txt")),
        plain("en", include_str!("../../../samples/desk/en.txt")),
    ];
    let [es, ru, kk, en] = text;
    [
        Sample { correction: Some("Una muestra de corrección: el testigo precisó que era miércoles."), ..es },
        Sample { withheld: &["Алия", "Сериковна", "Жумабаева,"], ..ru },
        Sample { translation: Some(("en", include_str!("../../../samples/desk/kk-en.txt"))), ..kk },
        Sample { photograph: true, name: Name::Pen("Corner Lamp".into()), ..en },
    ]
}

/// Publishes the samples on a new desk, and writes copies to try. Returns the folder of the copies.
pub async fn publish(
    desk: &Desk,
    first: &Invitation,
    folder: &Path,
    today: Date,
    world: &World,
) -> Result<PathBuf, CliError> {
    let mut random = Zeroizing::new([0; 64]);
    (world.fill)(&mut *random);
    let session = desk.sample_session(first, today, &random).await.map_err(refusals::desk)?;
    let mut last = String::new();
    for sample in samples() {
        last = one(desk, &session, sample, today, world).await.map_err(refusals::desk)?;
    }
    desk.leave_samples(session, today).await.map_err(refusals::desk)?;
    copies(&desk.page(&last).map_err(refusals::desk)?.text, folder, world)
}

async fn one(desk: &Desk, session: &Session, sample: Sample, today: Date, world: &World) -> Result<String, DeskError> {
    // Each account comes from another source, whose codename nobody keeps.
    let source = desk.key(&Codename::new(&random(world)));
    let files = if sample.photograph { vec![photograph(desk)?] } else { Vec::new() };
    let consent = Consent { words: Words::All, photographs: true, name: sample.name, when: When::AnyTime };
    let (text, language) = (sample.text.to_owned(), sample.language.to_owned());
    let account =
        desk.receive(&source, Arrival { text, language, consent, files }, today, &random::<64>(world)).await?;
    let words = firsthand_account::words::Words::read(sample.text).expect("a short text");
    let withheld = words.iter().zip(1u32..).filter(|(word, _)| sample.withheld.contains(word));
    let translation = |(language, text): (&str, &str)| Translation { language: language.into(), text: text.into() };
    let draft = Draft {
        withheld: withheld.map(|(_, place)| (place, place)).collect(),
        photographs: if sample.photograph { vec![0] } else { Vec::new() },
        with_name: true,
        cleared: Vec::new(),
        translations: sample.translation.map(translation).into_iter().collect(),
    };
    desk.save_draft(session, account, &draft, today).await?;
    let seen = desk.catalogue().received.get(&account).and_then(|received| received.draft.clone());
    let seen = seen.ok_or(DeskError::NoDraft)?.blob;
    let id = desk.publish(session, account, seen, "", today).await?;
    if let Some(why) = sample.correction {
        desk.correct(session, &id, why, today).await?;
    }
    Ok(id)
}

/// A drawing: a street at night, with a few lit windows.
fn photograph(desk: &Desk) -> Result<Upload, DeskError> {
    let picture = image::RgbImage::from_fn(640, 400, |x, y| {
        let (house, roof) = (x / 128, 90 + (x / 128 * 53) % 90);
        let (column, row) = (x % 128 % 32, (y.saturating_sub(roof)) % 56);
        let window = y > roof + 12 && y < 310 && (8..24).contains(&column) && (8..36).contains(&row);
        let lit = (house * 7 + x % 128 / 32 * 3 + y.saturating_sub(roof) / 56 * 5) % 11 == 0;
        let shade = |base: [u32; 3]| image::Rgb(base.map(|part| part.min(255) as u8));
        match () {
            () if y >= 340 => shade([38 + (y - 340) / 4, 38 + (y - 340) / 4, 44 + (y - 340) / 4]),
            () if window && lit => shade([244, 200 + row / 2, 120]),
            () if window => shade([22, 26, 40]),
            () if y > roof => shade([58 + house * 6, 54 + house * 5, 62 + house * 4]),
            () => shade([14 + y / 8, 20 + y / 7, 46 + y / 5]),
        }
    });
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 80)
        .encode_image(&picture)
        .map_err(|error| DeskError::Spool(std::io::Error::other(error)))?;
    let mut file = desk.incoming(&[])?;
    file.write_all(&jpeg)?;
    file.finish()
}

/// Writes three copies of the sealed `text`: unchanged; with a word changed; with this word changed and sealed with another
/// key. Returns their folder.
fn copies(text: &str, folder: &Path, world: &World) -> Result<PathBuf, CliError> {
    let changed = text.replacen("nineteen", "ninety", 1);
    let words = firsthand_account::slip::find::slips(&changed);
    let bare = &changed[..words.first().map_or(changed.len(), |slip| slip.place.start)];
    let forged = ready(bare.trim_end(), &[], &random(world), &random(world)).map_err(CliError::of)?.text;
    // Each copy is what its name says.
    let is_true =
        |text: &str| check(text, &[]).is_ok_and(|report| matches!(report.checked[0].verdict, Some(Verdict::True(_))));
    assert!(is_true(text) && !is_true(&changed) && is_true(&forged));
    let copies = folder.join(COPIES);
    fs::create_dir_all(&copies).map_err(|error| CliError::io(&copies, "made", error))?;
    for (name, text) in [("true.txt", text), ("changed.txt", &*changed), ("forged.txt", &*forged)] {
        Output::new(Some(copies.join(name)), true)?.write(format!("{text}\n").as_bytes())?;
    }
    Ok(copies)
}

fn random<const N: usize>(world: &World) -> [u8; N] {
    let mut bytes = [0; N];
    (world.fill)(&mut bytes);
    bytes
}
