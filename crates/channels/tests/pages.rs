//! Saved web pages: which are judged as text. A browser shows other words than stand in each of the hostile ones.

use std::fs;
use std::path::{Path, PathBuf};

use firsthand_account::check::Verdict;
use firsthand_account::words::Words;
use firsthand_channels::{Doubt, Form, ReadCopy};
use sha2::{Digest, Sha256};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn data(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)).unwrap()
}

fn read(page: &str) -> ReadCopy {
    ReadCopy::read(page.as_bytes().to_vec(), true).unwrap()
}

#[track_caller]
fn in_doubt(page: &str) {
    let copy = read(page);
    assert_eq!((copy.form, copy.doubt), (Form::Page, Some(Doubt::MayHide)), "{page}");
}

#[track_caller]
fn plain(page: &str, words: &str) {
    let copy = read(page);
    assert_eq!((copy.form, copy.doubt), (Form::Page, None), "{page}");
    let (seen, wanted) = (Words::read(&copy.text).unwrap(), Words::read(words).unwrap());
    assert!(seen.iter().eq(wanted.iter()), "{:?} {words}", copy.text);
}

fn page(body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>t</title></head><body>{body}</body></html>"
    )
}

fn is_true(copy: &ReadCopy) -> bool {
    let report = copy.check(&[]).unwrap();
    report.checked.iter().any(|checked| matches!(checked.verdict, Some(Verdict::True(_))))
}

#[test]
fn accounts_as_plain_pages_are_judged() {
    for entry in fs::read_dir(root().join("tests/data/accounts")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let language = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let right = if ["ar", "fa"].contains(&&*language) { " dir=\"rtl\"" } else { "" };
        let slip = "firsthand1 qqq8d9sr qyqdytwu\n9cnwy5un tpmecly5 m4ax2vzg";
        let text = format!("{text}\n\n{slip}");
        let paragraphs = text.split("\n\n").map(|paragraph| format!("<p>{}</p>", paragraph.replace('\n', "<br>\n")));
        let body: String = paragraphs.collect();
        let page = format!(
            "<!doctype html><html lang=\"{language}\"{right}><meta charset=\"utf-8\"><style></style><body>\n{body}\n</body></html>"
        );
        plain(&page, &text);
        // In UTF-16 with its mark, as in UTF-8.
        let units: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let copy = ReadCopy::read([&[0xFF, 0xFE], &units[..]].concat(), true).unwrap();
        assert_eq!(copy.doubt, None, "{language}");
    }
}

#[test]
fn plain_elements_are_judged() {
    for (body, words) in [
        ("<h1>At <em>nine</em></h1><div class=a id=b><p align=center>We <b>sa</b>w<br>it.</div>", "At nine We saw it."),
        ("<ul><li>one<li>two</ul><dl><dt>three<dd>four</dl>", "one two three four"),
        ("<pre>\n a\n  b</pre><hr><blockquote type=cite>c</blockquote>", "a b c"),
        ("<p dir=auto>5 men and 3 women</p><p dir=ltr>3 + 40", "5 men and 3 women 3 + 40"),
        ("<a href=x>We</a> <!-- no --> did", "We did"),
        ("<div dir=rtl><p>שלום 5<p dir=auto>5 men</div>", "שלום 5 5 men"),
    ] {
        plain(&page(body), words);
    }
    // As Chromium and Firefox save a page.
    plain(
        "<!DOCTYPE html>\n<!-- saved from url=(0021)https://example.org/ -->\n<html lang=\"en\"><head><meta http-equiv=\
         \"Content-Type\" content=\"text/html; charset=UTF-8\">\n<title>é</title></head><body><p>é saw it</p>\n\n</body></html>",
        "é saw it",
    );
    // Mail programs'.
    plain(
        "<html><head>\n<meta http-equiv=\"content-type\" content=\"text/html; charset=UTF-8\"></head><body>\n<p>é</p></body></html>",
        "é",
    );
}

#[test]
fn what_can_hide_add_or_reorder_is_in_doubt() {
    let hostile = [
        // Hidden by attributes, and by what elements are.
        "We did <i hidden>not</i> go",
        "<i style>not</i>",
        "<i style='font-size:0'>not</i>",
        "<p popover>not",
        "<p inert>not",
        "<font color=white>not</font>",
        "<font size=1>not</font>",
        "<body text=white>not",
        "<body bgcolor=black>not",
        "<dialog>not</dialog>",
        "<details><summary>a</summary>not</details>",
        "<rp>not</rp>",
        "<ruby>a<rt>not</rt></ruby>",
        "<noscript>not</noscript>",
        "<noembed>not</noembed>",
        "<noframes>not</noframes>",
        "<template>not</template>",
        "<select><option>not</select>",
        "<datalist><option>not</datalist>",
        "<canvas>not</canvas>",
        "<audio>not</audio>",
        "<video>not</video>",
        "<object>not</object>",
        "<meter>not</meter>",
        "<progress>not</progress>",
        "<map>not</map>",
        "<optgroup>not</optgroup>",
        "<iframe>not</iframe>",
        "<svg><desc>not</desc></svg>",
        "<math><annotation>not</annotation></math>",
        "<small>not</small>",
        "<sub>not</sub>",
        "<marquee>not</marquee>",
        "<p aria-hidden=true>not",
        "<p contenteditable>a",
        "<slot>not</slot>",
        "<title>a</title><x-y>not</x-y>",
        "<svg><p>not</p></svg>",
        "<table><td>not</td></table>",
        "<p onclick=x>a",
        // Added.
        "<img alt=not src=x:>",
        "<img src='data:image/png;base64,AA'>",
        "<input value=not>",
        "<input placeholder=not>",
        "<textarea>a</textarea>",
        "<button>a</button>",
        "<iframe srcdoc=not></iframe>",
        "<embed src=x>",
        "<object data=x></object>",
        "<ol><li>a</ol>",
        "<ul><li value=40>a</ul>",
        "<li type=1>a",
        "<q>a</q>",
        "<p title=not>a",
        "<abbr title=not>a</abbr>",
        "<svg><text>not</text></svg>",
        "<math><mi>not</mi></math>",
        "<template shadowrootmode=open>not</template>",
        "<div><template shadowrootmode=open>not</template></div>",
        "<wbr>",
        "<s>a</s>",
        "<del>a</del>",
        "<strike>a</strike>",
        "<input type=image alt=not>",
        "<area alt=not>",
        "<video poster=x></video>",
        "<isindex prompt=not>",
        "<fieldset>a</fieldset>",
        "<ul type=1><li>a</ul>",
        "<keygen>",
        "<menu><li>a</menu>",
        "<dir><li>a</dir>",
        // Reordered.
        "<bdo dir=rtl>5.40</bdo>",
        "<bdi>a</bdi>",
        "<i dir=rtl>a</i>",
        "<span dir=auto>5</span>",
        "<p dir=rtl>3 + 40",
        "<div dir=rtl><p>5 men and 3 women",
        "<div dir=auto>שלום<p>3 + 40</p></div>",
        "<p dir=rtl>א<br>12 13",
        "<p dir=RTL>3 + 40",
        "<table><caption>c<tr><td>a</table>",
        "<table><tfoot><tr><td>b<tbody><tr><td>a</table>",
        "<p dir=rtl><b>5</b> men",
        // Elsewhere.
        "<link rel=stylesheet href=x>",
        "<link rel='alternate stylesheet' href=x>",
        "<base href=x>",
        "<script src=x></script>",
        "<meta http-equiv=refresh content=0>",
        "<meta charset=iso-2022-jp>",
        "<meta name=viewport content='width=9999'>",
        "<style>p{}</style>",
        "<style media=print> </style>",
        "<plaintext>a",
        "<xmp>a</xmp>",
        "<listing>a</listing>",
        "<![CDATA[not]]>",
        "<?xml-stylesheet href=x?>",
        "<p xmlns='http://www.w3.org/1999/xhtml'>a",
        "a\u{0}b",
        "a\u{1B}$B",
        "a\u{85}b",
        "<h6><div><h6>not</h6></div></h6>",
    ];
    for body in hostile {
        in_doubt(&page(body));
    }
    in_doubt(&page(&format!("{}not", "<blockquote>".repeat(9))));
    in_doubt(&page(&format!("{}not", "<ul><li>".repeat(9))));
    in_doubt("<?xml version='1.0'?><html><body>a</body></html>");
    in_doubt("<svg><text>a</text></svg>");
    in_doubt("<html><frameset><frame src=x></frameset></html>");
    in_doubt("<!doctype html [<!ENTITY a 'not'>]><p>a");
}

#[test]
fn a_page_in_doubt_about_its_letters_is_not_judged() {
    in_doubt(&page("<p>We did &#8;not.</p>"));
    // Without a word on its encoding, a browser guesses.
    in_doubt("<!doctype html><p>é");
    assert_eq!(read("<!doctype html><p>e").doubt, None);
    assert_eq!(read("\u{FEFF}<!doctype html><p>é").doubt, None);
    // What looks for the encoding does not know what a title is.
    in_doubt("<!doctype html><title><meta charset=iso-2022-jp></title><meta charset=utf-8><p>é");
    in_doubt("<!doctype html><meta charset=utf-8 http-equiv=content-type content='text/html; charset=utf-7'><p>é");
    in_doubt("<!doctype html><meta http-equiv=content-type content='text/html; charset=koi8-r'><p>é");
}

fn archive() -> String {
    String::from_utf8(data("archive.html")).unwrap()
}

#[test]
fn the_archives_own_page_is_judged() {
    for (name, form) in [("archive.html", Form::Page), ("archive.mhtml", Form::WebArchive)] {
        let copy = ReadCopy::read(data(name), name.ends_with("html")).unwrap();
        assert_eq!((copy.form, copy.doubt), (form, None), "{name}");
        assert!(is_true(&copy), "{name}");
    }
    // As it is served, and as Chromium saves it with what belongs to it.
    let page = archive();
    let served = page.replace("<head>", "").replace("</head><body>", "").replace("</body></html>", "</html>");
    let complete = page
        .replace("<!DOCTYPE html><html", "<!DOCTYPE html>\n<!-- saved from url=(0021)http://example.org/ -->\n<html")
        .replace("<meta charset=\"utf-8\">", "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\">");
    let beside = page.replace("<section class=\"read\">", "<div class=\"beside\"><section class=\"read\" aria-label=\"English\">").replace(
        "</section>",
        "</section><section class=\"read\" id=\"fh1\" aria-label=\"Español\"><p class=\"hint\">b</p><p lang=\"es\" dir=\"auto\">a \
         <span class=\"gloss\" title=\"palabras de quien tradujo\">b</span> <span class=\"withheld\" role=\"img\" \
         aria-label=\"words withheld\" title=\"words withheld\">█████</span></p></section></div>",
    );
    for page in [served, complete, beside] {
        assert_eq!(read(&page).doubt, None, "{page}");
    }
}

#[test]
fn a_page_that_abuses_the_archives_style_is_in_doubt() {
    let text = "<p lang=\"en\" dir=\"auto\">At seven the barrier";
    let abuses = [
        // Classes of that style, elsewhere than in its template.
        "<a class=\"skip\" href=\"#text\">not</a>",
        "<p class=\"skip\">not</p>",
        "<p class=\"take\">not</p>",
        "<p class=\"words\"><input></p>",
        "<nav class=\"filter\"><a>not</a></nav>",
        "<span class=\"withheld\">not</span>",
        "<div class=\"beside\"><section class=\"read\"></section></div>",
        "<p class=\"hint read\">not</p>",
        "<form>not</form>",
        "<div class=\"do\">a</div>",
        "<p class=\"row\">a</p>",
        "<header>not</header>",
        "<footer><p>not</p></footer>",
        "<nav><a href=\"/\">Accounts</a></nav>",
        // Plain attributes and elements that the style changes, or that hide without it.
        "<p hidden>not</p>",
        "<p style=\"display:none\">not</p>",
        "<table><td>not</td></table>",
        "<del>not</del>",
        "<label>not</label>",
        "<details><summary>a</summary>not</details>",
        "<p><img src=\"x\" alt=\"not\"></p>",
        "<figure><img alt=\"not\"></figure>",
        "<p aria-label=\"not\">a</p>",
        "<p title=\"not\">a</p>",
        "<p dir=\"rtl\">3 + 40</p>",
        "<textarea>not</textarea>",
        "<p><span class=\"gloss\" title=\"I lied\">a</span></p>",
        "<script>1</script>",
        "<style>p{display:none}</style>",
        "<link rel=\"stylesheet\" href=\"x\">",
        "<p><span class=\"withheld\" title=\"words withheld\">not</span></p>",
    ];
    assert!(archive().contains(text));
    for abuse in abuses {
        in_doubt(&archive().replace(text, &format!("{abuse}{text}")));
    }
    let swapped = [
        ("To the text", "It is not true that"),
        ("alt=\"Photograph 1\"", "alt=\"It is not true that\""),
        ("<body>", "<body>It is not true that"),
        ("<header>", "<header>It is not true that"),
        (">Accounts</a>", ">I lied</a>"),
        ("<footer>", "<footer><p>I lied</p>"),
        ("Take the text with its slip", "I lied"),
        ("<section class=\"read\">", "<section class=\"read\">not "),
        (".skip{position:absolute", ".skip,b{position:absolute"),
        ("</style>", "</style><style>b{display:none}</style>"),
        ("<style>", "<style media=\"print\">"),
        ("<main id=\"text\">", "<main class=\"words\">"),
        ("<body>", "<body class=\"wide\">"),
        ("aria-label=\"Languages\"", "aria-label=\"I lied\""),
        (">Español</a>", ">I lied</a>"),
    ];
    for (from, to) in swapped {
        assert!(archive().contains(from), "{from}");
        in_doubt(&archive().replace(from, to));
    }
    let three = "<div class=\"beside\"><section class=\"read\"></section><section class=\"read\"></section><section class=\"read\"></section></div>";
    in_doubt(&archive().replace("<main id=\"text\">", &format!("<main id=\"text\">{three}")));
}

#[test]
fn a_web_archive_with_another_style_is_in_doubt() {
    let good = String::from_utf8(data("archive.mhtml")).unwrap();
    let read = |text: String| ReadCopy::read(text.into_bytes(), false).unwrap();
    for (from, to) in [
        ("* { box-sizing: border-box; }", "* { box-sizing: border-box; } b { display: none }"),
        ("href=3D\"cid:css-4be043e9", "href=3D\"cid:css-5be043e9"),
        ("<main id=3D\"text\">", "<main id=3D\"text\"><b hidden>not</b>"),
        ("Content-Type: text/css\r\n", "Content-Type: text/css\r\nContent-Type: text/plain\r\n"),
    ] {
        assert!(good.contains(from), "{from}");
        assert_eq!(read(good.replacen(from, to, 1)).doubt, Some(Doubt::MayHide), "{to}");
    }
    assert_eq!(read(good).doubt, None);
}

#[test]
fn every_released_style_is_kept_and_todays_is_released() {
    let rules: serde_json::Value = serde_json::from_slice(&fs::read(root().join("spec/pages.json")).unwrap()).unwrap();
    let hash = |text: &str| Sha256::digest(text.trim()).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let styles: Vec<_> =
        rules["released"].as_array().unwrap().iter().flat_map(|one| one["styles"].as_array().unwrap()).collect();
    for style in &styles {
        let file = root().join("spec").join(style["file"].as_str().unwrap());
        assert_eq!(style["sha256"], hash(&fs::read_to_string(file).unwrap()));
    }
    let today = hash(&fs::read_to_string(root().join("crates/web/assets/style.css")).unwrap());
    assert!(
        styles.iter().any(|style| style["sha256"] == today),
        "style.css has changed: keep it as spec/styles/NUMBER.css, and add it to spec/pages.json with its template"
    );
}

#[test]
fn the_templates_sentences_are_those_of_the_pages() {
    let rules = fs::read_to_string(root().join("spec/pages.json")).unwrap();
    for language in ["en", "kk", "ru", "es"] {
        let sentences = fs::read_to_string(root().join(format!("locales/{language}.ftl"))).unwrap();
        for key in [
            "skip",
            "languages",
            "language-name",
            "nav-archive",
            "nav-check",
            "nav-drop",
            "nav-return",
            "page-withheld",
            "page-gloss",
            "page-photograph",
            "page-code",
            "page-short-code",
            "page-text",
            "page-short-text",
            "not-checked",
        ] {
            let line = sentences.lines().find_map(|line| line.strip_prefix(&format!("{key} = "))).unwrap();
            let sentence = line.split(['{', '}']).enumerate().map(|(at, piece)| if at % 2 == 0 { piece } else { "#" });
            let sentence = serde_json::to_string(&sentence.collect::<String>()).unwrap();
            assert!(rules.contains(&sentence), "{language}, {key}: {sentence} is not in spec/pages.json");
        }
    }
}
