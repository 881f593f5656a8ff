//! Documents of word processors: which are judged as text.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use firsthand_account::words::Words;
use firsthand_channels::{Doubt, Form, NotACopy, ReadCopy};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn packed(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn read(files: &[(&str, &str)]) -> Result<ReadCopy, NotACopy> {
    ReadCopy::read(packed(files), false)
}

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

fn word(body: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document {W}><w:body>{body}</w:body></w:document>")
}

fn run(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn styles(inner: &str) -> String {
    format!("<w:styles {W}>{inner}</w:styles>")
}

#[track_caller]
fn word_is(body: &str, beside: &[(&str, &str)], doubt: Option<Doubt>) -> String {
    let document = word(body);
    let files = [&[("word/document.xml", &*document)], beside].concat();
    let copy = read(&files).unwrap();
    assert_eq!((copy.form, copy.doubt), (Form::Word, doubt), "{body} {beside:?}");
    copy.text
}

#[test]
fn what_a_word_processor_makes_of_plain_text_is_judged() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/documents");
    let mut count = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let language = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let account = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../tests/data/accounts/{language}.txt"));
        let account = fs::read_to_string(account).unwrap();
        let copy = ReadCopy::read(fs::read(&path).unwrap(), false).unwrap();
        assert_eq!(copy.doubt, None, "{path:?}");
        let (read, sealed) = (Words::read(&copy.text).unwrap(), Words::read(&account).unwrap());
        assert!(read.iter().eq(sealed.iter()), "{path:?}");
        count += 1;
    }
    assert!(count >= 6, "{count} documents");
}

#[test]
fn plain_word_documents_are_judged() {
    let text = word_is(
        "<w:p><w:pPr><w:pStyle w:val=\"A\"/><w:jc w:val=\"both\"/></w:pPr><w:r><w:rPr><w:b/><w:vanish w:val=\"0\"/></w:rPr><w:t>We</w:t>\
         <w:tab/><w:t xml:space=\"preserve\"> did </w:t><w:br/></w:r><w:hyperlink r:id=\"a\"><w:r><w:t>not &amp; so&#33;</w:t></w:r></w:hyperlink></w:p>\
         <w:sectPr><w:pgSz w:w=\"12240\" w:h=\"15840\"/></w:sectPr>",
        &[(
            "word/styles.xml",
            &styles("<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:rPr><w:sz w:val=\"24\"/></w:rPr></w:style>"),
        )],
        None,
    );
    assert_eq!(text, "We\t did \nnot & so!\n");
    // Blanks at the ends of a text count only if it says so.
    assert_eq!(word_is("<w:p><w:r><w:t>to </w:t></w:r><w:r><w:t>day</w:t></w:r></w:p>", &[], None), "today\n");
    word_is("<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t>שלום 3 + 40</w:t></w:r></w:p>", &[], None);
}

#[test]
fn what_can_hide_add_or_reorder_in_word_is_in_doubt() {
    let of_run = |properties: &str| format!("<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>not</w:t></w:r></w:p>");
    let of_paragraph = |properties: &str| format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>not</w:t></w:r></w:p>");
    let mut bodies: Vec<String> = [
        "<w:vanish/>",
        "<w:webHidden/>",
        "<w:specVanish w:val=\"1\"/>",
        "<w:color w:val=\"FFFFFF\"/>",
        "<w:color w:val=\"F0F0F0\"/>",
        "<w:color w:val=\"000000\" w:themeColor=\"background1\"/>",
        "<w:sz w:val=\"2\"/>",
        "<w:sz w:val=\"1638\"/>",
        "<w:caps/>",
        "<w:rFonts w:ascii=\"Wingdings\"/>",
        "<w:rFonts w:asciiTheme=\"minorHAnsi\" w:x=\"1\"/>",
        "<w:vertAlign w:val=\"superscript\"/>",
        "<w:strike/>",
        "<w:dstrike/>",
        "<w:spacing w:val=\"-400\"/>",
        "<w:position w:val=\"-400\"/>",
        "<w:w w:val=\"1\"/>",
        "<w:highlight w:val=\"black\"/>",
        "<w:shd w:fill=\"000000\"/>",
        "<w:fitText w:val=\"1\"/>",
        "<w:rtl/>",
        "<w:eastAsianLayout w:combine=\"1\"/>",
        "<w:rStyle w:val=\"Hidden\"/>",
        "<w:ins w:id=\"1\"/>",
        "<w:del w:id=\"1\"/>",
        "<w14:textFill/>",
    ]
    .iter()
    .map(|properties| of_run(properties))
    .collect();
    bodies.extend(
        [
            "<w:numPr/>",
            "<w:framePr w:x=\"-9999\"/>",
            "<w:pStyle w:val=\"Hidden\"/>",
            "<w:spacing w:line=\"1\" w:lineRule=\"exact\"/>",
            "<w:ind w:left=\"-9999\"/>",
            "<w:ind w:left=\"99999\"/>",
            "<w:ind w:hanging=\"9999\"/>",
            "<w:shd w:fill=\"000000\"/>",
            "<w:pStyle w:val=\"BasedOnHidden\"/>",
            "<w:textDirection w:val=\"tbRl\"/>",
            "<w:sectPr><w:headerReference/></w:sectPr>",
        ]
        .iter()
        .map(|properties| of_paragraph(properties)),
    );
    bodies.extend(
        [
            "<w:p><w:del><w:r><w:delText>not</w:delText></w:r></w:del></w:p>",
            "<w:p><w:ins><w:r><w:t>not</w:t></w:r></w:ins></w:p>",
            "<w:p><w:moveFrom><w:r><w:t>not</w:t></w:r></w:moveFrom></w:p>",
            "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
            "<w:p><w:r><w:fldChar/><w:instrText>not</w:instrText></w:r></w:p>",
            "<w:p><w:fldSimple><w:r><w:t>not</w:t></w:r></w:fldSimple></w:p>",
            "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0E0\"/></w:r></w:p>",
            "<w:p><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>",
            "<w:p><w:r><w:drawing/></w:r></w:p>",
            "<w:p><w:r><w:pict/></w:r></w:p>",
            "<w:p><w:r><w:object/></w:r></w:p>",
            "<w:altChunk/>",
            "<w:p><mc:AlternateContent><w:r><w:t>not</w:t></w:r></mc:AlternateContent></w:p>",
            "<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt>",
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>not</w:t></w:r></w:rt></w:ruby></w:r></w:p>",
            "<w:p><w:bdo w:val=\"rtl\"><w:r><w:t>5.40</w:t></w:r></w:bdo></w:p>",
            "<w:p><w:dir w:val=\"rtl\"><w:r><w:t>5</w:t></w:r></w:dir></w:p>",
            "<w:p><w:r><w:softHyphen/></w:r></w:p>",
            "<w:p><w:r><w:ptab/></w:r></w:p>",
            "<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:t>3 + 40</w:t></w:r></w:p>",
            "<w:p><w:hyperlink w:tooltip=\"not\"><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>",
            "<w:p>not<w:r/></w:p>",
            "<w:p><w:r>not</w:r></w:p>",
            "<w:p xmlns:w=\"x\"><w:r><w:t>not</w:t></w:r></w:p>",
            "<w:p><w:r><w:br w:clear=\"all\"/></w:r></w:p>",
            "<w:p><m:oMath><m:t>not</m:t></m:oMath></w:p>",
            "<w:p xml:space=\"preserve\"/>",
            "<w:sectPr><w:pgSz w:w=\"20\" w:h=\"20\"/></w:sectPr>",
            "<w:sectPr><w:cols w:num=\"2\"/></w:sectPr>",
            "<w:sectPr><w:pgMar w:left=\"-2000\"/></w:sectPr>",
            "<w:p><w:smartTag><w:r><w:t>a</w:t></w:r></w:smartTag></w:p>",
        ]
        .map(str::to_owned),
    );
    let hidden = styles(
        "<w:style w:type=\"character\" w:styleId=\"Hidden\"><w:rPr><w:vanish/></w:rPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"BasedOnHidden\"><w:basedOn w:val=\"Hidden\"/></w:style>",
    );
    for body in bodies {
        word_is(&body, &[("word/styles.xml", &hidden)], Some(Doubt::MayHide));
    }
    let rels = |kind: &str, target: &str| {
        format!("<Relationships><Relationship Type=\"http://x/{kind}\" Target=\"{target}\"/></Relationships>")
    };
    let theme = "<a:theme><a:latin typeface=\"Symbol\"/></a:theme>";
    let themed = styles(
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme=\"a\"/></w:rPr></w:rPrDefault></w:docDefaults>",
    );
    for beside in [
        &[(
            "word/styles.xml",
            &*styles(
                "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"N\"><w:rPr><w:vanish/></w:rPr></w:style>",
            ),
        )][..],
        &[(
            "word/styles.xml",
            &*styles("<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"),
        )],
        &[("word/styles.xml", &*themed), ("word/theme/theme1.xml", theme)],
        &[("_rels/.rels", &*rels("officeDocument", "word/other.xml")), ("word/other.xml", "<a/>")],
        &[("word/_rels/document.xml.rels", &*rels("styles", "other.xml")), ("word/other.xml", "<a/>")],
        &[("word/fonts/font1.odttf", "x")],
        &[("word/settings.xml", &*format!("<w:settings {W}><w:attachedTemplate/></w:settings>"))],
    ] {
        word_is(&run("a"), beside, Some(Doubt::MayHide));
    }
    word_is(&run("a"), &[("word/styles.xml", &themed)], None);
}

const O: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"";
const OPEN: (&str, &str) = ("mimetype", "application/vnd.oasis.opendocument.text");

fn open_is(styles: &str, body: &str, beside: &[(&str, &str)], doubt: Option<Doubt>) -> String {
    let content = format!(
        "<office:document-content {O}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}\
         </office:text></office:body></office:document-content>"
    );
    let copy = read(&[&[OPEN, ("content.xml", &*content)], beside].concat()).unwrap();
    assert_eq!((copy.form, copy.doubt), (Form::OpenDocument, doubt), "{styles} {body} {beside:?}");
    copy.text
}

#[test]
fn plain_open_documents_are_judged() {
    let text = open_is(
        "<style:style style:name=\"P\" style:family=\"paragraph\"><style:text-properties fo:font-size=\"12pt\" fo:color=\"#222222\"/></style:style>",
        "<text:p text:style-name=\"P\">We<text:s/>did<text:tab/><text:span>not</text:span><text:line-break/>&lt;</text:p>",
        &[],
        None,
    );
    assert_eq!(text, "We did\tnot\n<\n");
}

#[test]
fn what_can_hide_add_or_reorder_in_an_open_document_is_in_doubt() {
    for body in [
        "<text:p><text:hidden-text text:string-value=\"not\"/></text:p>",
        "<text:p><text:conditional-text>not</text:conditional-text></text:p>",
        "<text:hidden-paragraph>not</text:hidden-paragraph>",
        "<text:section text:display=\"none\"><text:p>not</text:p></text:section>",
        "<text:tracked-changes><text:changed-region/></text:tracked-changes>",
        "<text:p><text:change text:change-id=\"a\"/></text:p>",
        "<text:p><text:note><text:note-body>not</text:note-body></text:note></text:p>",
        "<text:p><office:annotation>not</office:annotation></text:p>",
        "<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>",
        "<table:table><table:table-row/></table:table>",
        "<text:p><draw:frame><draw:text-box>not</draw:text-box></draw:frame></text:p>",
        "<text:h>a</text:h>",
        "<text:p><text:ruby>a</text:ruby></text:p>",
        "<text:p><text:date>not</text:date></text:p>",
        "<text:p><text:page-number>7</text:page-number></text:p>",
        "not",
        "<text:p text:class-names=\"a\">a</text:p>",
        "<text:p text:cond-style-name=\"a\">a</text:p>",
        "<text:p><text:placeholder>not</text:placeholder></text:p>",
        "<text:p><text:s text:c=\"9999\"/></text:p>",
        "<text:p><text:meta>a</text:meta></text:p>",
        "<text:p><text:soft-page-break>not</text:soft-page-break></text:p>",
        "<text:p xmlns:text=\"x\">a</text:p>",
    ] {
        open_is("", body, &[], Some(Doubt::MayHide));
    }
    let style = |attributes: &str| {
        format!(
            "<style:style style:name=\"S\" style:family=\"text\"><style:text-properties {attributes}/></style:style>"
        )
    };
    let font = "<style:font-face style:name=\"F\" svg:font-family=\"Wingdings\"/><style:font-face style:name=\"G\" svg:font-family=\"Arial\">\
        <svg:font-face-src/></style:font-face>";
    for attributes in [
        "text:display=\"none\"",
        "text:display=\"true\"",
        "fo:color=\"#ffffff\"",
        "fo:font-size=\"1pt\"",
        "fo:font-size=\"5%\"",
        "style:text-position=\"super 58%\"",
        "style:text-line-through-style=\"solid\"",
        "fo:text-transform=\"uppercase\"",
        "fo:letter-spacing=\"-1cm\"",
        "style:text-scale=\"1%\"",
        "style:font-name=\"F\"",
        "style:font-name=\"G\"",
        "fo:font-family=\"Symbol\"",
        "loext:opacity=\"0%\"",
        "fo:background-color=\"#000000\"",
        "fo:font-variant=\"small-caps\"",
        "style:text-rotation-angle=\"90\"",
        "style:text-combine=\"letters\"",
    ] {
        let styles = format!("{font}{}", style(attributes));
        open_is(
            &styles,
            "<text:p><text:span text:style-name=\"S\">not</text:span></text:p>",
            &[],
            Some(Doubt::MayHide),
        );
        // A style that nothing has is no matter.
        open_is(&styles, "<text:p>a</text:p>", &[], None);
    }
    for styles in [
        "<style:style style:name=\"S\" style:family=\"text\"><style:map style:condition=\"a\"/></style:style>",
        "<style:style style:name=\"S\" style:family=\"text\" style:parent-style-name=\"T\"/><style:style style:name=\"T\" style:family=\"text\">\
         <style:text-properties text:display=\"none\"/></style:style>",
        "<style:style style:name=\"S\" style:family=\"text\" style:parent-style-name=\"S\"/>",
    ] {
        open_is(styles, "<text:p><text:span text:style-name=\"S\">not</text:span></text:p>", &[], Some(Doubt::MayHide));
    }
    for styles in [
        "<style:default-style style:family=\"paragraph\"><style:text-properties fo:color=\"#ffffff\"/></style:default-style>",
        "<style:master-page><style:header><text:p>not</text:p></style:header></style:master-page>",
        "<style:page-layout><style:page-layout-properties fo:page-width=\"1pt\"/></style:page-layout>",
    ] {
        let styles = format!("<office:document-styles {O}>{styles}</office:document-styles>");
        open_is("", "<text:p>a</text:p>", &[("styles.xml", &styles)], Some(Doubt::MayHide));
    }
    open_is("", "<text:p>a</text:p>", &[("Fonts/a.ttf", "x")], Some(Doubt::MayHide));
}

#[test]
fn archives_that_are_no_documents_are_named() {
    let why = |files: &[(&str, &str)]| read(files).map(|copy| copy.form).unwrap_err();
    assert!(matches!(why(&[("a.txt", "I saw it")]), NotACopy::Archive));
    assert!(matches!(why(&[("[Content_Types].xml", ""), ("xl/workbook.xml", "")]), NotACopy::OtherDocument));
    assert!(matches!(why(&[("mimetype", "application/epub+zip")]), NotACopy::OtherDocument));
    assert!(matches!(why(&[OPEN, ("content.xml", "<a>")]), NotACopy::Damaged));
    let encrypted = ("META-INF/manifest.xml", "<manifest:encryption-data/>");
    assert!(matches!(why(&[OPEN, encrypted, ("content.xml", "<a/>")]), NotACopy::Encrypted));
    assert!(matches!(why(&[("word/document.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")]), NotACopy::Damaged));
    assert!(matches!(ReadCopy::read(b"PK\x03\x04 and no more".to_vec(), false), Err(NotACopy::Damaged)));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test has a time limit")]
fn bombs_are_refused_soon() {
    let started = std::time::Instant::now();
    let overfull = |files: &[(&str, &str)]| assert!(matches!(read(files), Err(NotACopy::Overfull | NotACopy::Damaged)));
    let long = "a".repeat(60 << 20);
    overfull(&[("word/document.xml", &word(&run(&long)))]);
    drop(long);
    overfull(&[("word/document.xml", &word(&"<w:p>".repeat(200_000)))]);
    let attributes: String = (0..100_000).map(|at| format!(" a{at}=\"\"")).collect();
    overfull(&[("word/document.xml", &word(&format!("<w:p{attributes}/>")))]);
    let names: Vec<String> = (0..5_000).map(|at| format!("f{at}")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (&**name, "")).collect();
    overfull(&files);
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
