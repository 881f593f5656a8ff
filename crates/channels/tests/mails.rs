//! Mails: which are judged as text.

use firsthand_channels::{Doubt, Form, NotACopy, ReadCopy};

const HEAD: &str =
    "From: Dana <d@example.org>\nSubject: I lied\nDate: Fri, 27 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\n";

fn read(mail: &str) -> Result<ReadCopy, NotACopy> {
    ReadCopy::read(mail.as_bytes().to_vec(), false)
}

/// A mail with these headers of its own and this body.
fn mail(head: &str, body: &str) -> String {
    format!("{HEAD}{head}\n\n{body}")
}

#[track_caller]
fn is(mail: &str, words: &str, doubt: Option<Doubt>) {
    let copy = read(mail).unwrap();
    assert_eq!((copy.form, copy.doubt), (Form::Mail, doubt), "{mail}");
    assert_eq!(copy.text.split_whitespace().collect::<Vec<_>>().join(" "), words, "{mail}");
    // As most programs end their lines.
    assert_eq!(read(&mail.replace('\n', "\r\n")).unwrap().doubt, doubt, "{mail}");
}

fn parts(kind: &str, parts: &[(&str, &str)]) -> String {
    let parts: String = parts.iter().map(|(head, body)| format!("--=_b\n{head}\n\n{body}\n")).collect();
    mail(&format!("Content-Type: multipart/{kind}; boundary=\"=_b\""), &format!("{parts}--=_b--\n"))
}

const PLAIN: &str = "Content-Type: text/plain; charset=utf-8";
const HTML: &str = "Content-Type: text/html; charset=\"utf-8\"";

#[test]
fn plain_mails_are_judged() {
    is(&mail("", "We did not."), "We did not.", None);
    is(&mail(PLAIN, "Мы не трогали."), "Мы не трогали.", None);
    is(
        &mail(&format!("{PLAIN}\nContent-Transfer-Encoding: quoted-printable"), "We =\ndid=20n=C3=B6t=3D"),
        "We did nöt=",
        None,
    );
    is(&mail(&format!("{PLAIN}\nContent-Transfer-Encoding: base64"), "V2UgZGlk\nIG5vdC4="), "We did not.", None);
    is(
        &mail("Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes", "We did  \nnot to \nday"),
        "We did not today",
        None,
    );
    let copy = ReadCopy::read(
        [HEAD.as_bytes(), b"Content-Type: text/plain; charset=windows-1251\n\n\xCC\xFB"].concat(),
        false,
    )
    .unwrap();
    assert_eq!((&*copy.text, copy.doubt), ("Мы", None));
    // The words of both parts are the same.
    is(
        &parts("alternative", &[(PLAIN, "We did\nnot."), (HTML, "<div dir=\"ltr\">We <b>did</b> not.<br></div>")]),
        "We did not.",
        None,
    );
    is(&mail(HTML, "<p>We did n&ouml;t.</p>"), "We did nöt.", None);
    // What is attached is left alone, and is the text if there is no other.
    let attached = format!("{PLAIN}\nContent-Disposition: attachment; filename=\"a.txt\"");
    is(
        &parts("mixed", &[(PLAIN, "We did not."), (&attached, "I lied."), ("Content-Type: image/png", "x")]),
        "We did not.",
        None,
    );
    is(&parts("mixed", &[(PLAIN, ""), (&attached, "We did not.")]), "We did not.", None);
    is(&parts("mixed", &[(PLAIN, "We did"), (PLAIN, "not.")]), "We did not.", None);
    is(
        &parts(
            "signed; micalg=pgp-sha256; protocol=\"application/pgp-signature\"",
            &[(PLAIN, "We did not."), ("Content-Type: application/pgp-signature; name=a", "x")],
        ),
        "We did not.",
        None,
    );
}

#[test]
fn mails_of_which_programs_show_different_words_are_in_doubt() {
    let differ = Some(Doubt::PartsDiffer);
    let hide = Some(Doubt::MayHide);
    is(&parts("alternative", &[(PLAIN, "We did not."), (HTML, "<p>We did.</p>")]), "We did not.", differ);
    is(
        &parts("alternative", &[(PLAIN, "We did not."), (HTML, "<p>We did <i hidden>not</i>.</p>")]),
        "We did not.",
        hide,
    );
    is(
        &parts("alternative", &[(PLAIN, "We did not."), ("Content-Type: text/x-amp-html", "We did.")]),
        "We did not.",
        differ,
    );
    is(
        &parts("alternative", &[(PLAIN, "We did not."), ("Content-Type: text/calendar", "We did.")]),
        "We did not.",
        differ,
    );
    is(&mail(HTML, "<style>b{display:none}</style>We did <b>not</b>"), "We did not", hide);
    is(&parts("alternative", &[(PLAIN, "We did."), ("Content-Type: text/calendar", "We did.")]), "We did.", hide);
    is(&mail("Content-Type: text/markdown; charset=utf-8", "We did *not*"), "We did *not*", hide);
    // Two ways to read the same headers.
    is(&mail(&format!("{PLAIN}\nContent-Type: text/html"), "We <!--did--> not"), "We not", hide);
    is(&mail("Content-Type: text/plain; charset=utf-8; charset=utf-7", "+AG4-"), "+AG4-", hide);
    is(&mail("Content-Type: text/plain (text/html); charset=utf-8", "We"), "We", hide);
    is(&mail("Content-Type: text/plain; charset*0=utf; charset*1=-8", "We"), "We", hide);
    for charset in ["utf-7", "iso-2022-jp", "x-none", "utf-16"] {
        assert_eq!(
            read(&mail(&format!("Content-Type: text/plain; charset={charset}"), "We did")).unwrap().doubt,
            hide,
            "{charset}"
        );
    }
    // Letters of an encoding that nobody named, or that are none of it.
    assert_eq!(read(&mail("", "Мы")).unwrap().doubt, hide);
    assert_eq!(read(&mail("Content-Type: text/plain; charset=us-ascii", "Мы")).unwrap().doubt, hide);
    let broken = ReadCopy::read([HEAD.as_bytes(), PLAIN.as_bytes(), b"\n\nWe \xFF"].concat(), false).unwrap();
    assert_eq!(broken.doubt, hide);
    for (transfer, body) in [
        ("base64", "V2Ug=ZGlk"),
        ("base64", "V2Ug\n--\nZGlk"),
        ("quoted-printable", "We =did"),
        ("x-uuencode", "We"),
        ("quoted-printable (a)", "We"),
    ] {
        assert_eq!(
            read(&mail(&format!("{PLAIN}\nContent-Transfer-Encoding: {transfer}"), body)).unwrap().doubt,
            hide,
            "{transfer} {body}"
        );
    }
    // Lines between parts that some programs take for them and others do not.
    let good = parts("mixed", &[(PLAIN, "We did"), (PLAIN, "not.")]);
    for (from, to) in [
        ("--=_b--", ""),
        ("--=_b--", "--=_b-- x"),
        ("--=_b--", "--=_b--\n--=_b\n\nnot\n--=_b--"),
        ("We did", "We did\n--=_bc\n"),
        ("We did", "We --=_b did"),
        ("We did", "We\n--=_b x\ndid"),
    ] {
        assert_eq!(read(&good.replacen(from, to, 1)).unwrap().doubt, hide, "{to}");
    }
    // A text with a name is shown by some and offered by others.
    let named = "Content-Type: text/plain; charset=utf-8; name=a.txt";
    is(&parts("mixed", &[(PLAIN, "We did"), (named, "not.")]), "We did not.", hide);
    is(&parts("related; start=\"<b>\"", &[(HTML, "<p>We did"), (HTML, "<p>not")]), "We did", hide);
}

#[test]
fn a_text_with_a_colon_is_no_mail() {
    for text in [
        "Note: we did not go.\n\nIt rained.",
        "Subject: what I saw\n\nWe did not.",
        "From: me\nTo the point\n\nWe",
        "He said: no",
        "a\n\nContent-Type: b",
    ] {
        assert_eq!(read(text).unwrap().form, Form::Text, "{text}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test has a time limit")]
fn mails_without_end_are_refused_soon() {
    let started = std::time::Instant::now();
    let overfull = |mail: String| assert!(matches!(read(&mail), Err(NotACopy::Overfull)), "{}", &mail[..200]);
    overfull(parts("mixed", &vec![("", ""); 1_000_000]));
    overfull(parts("mixed", &vec![("", ""); 2_000]));
    let deep = |count: usize| {
        (0..count).map(|at| format!("Content-Type: multipart/mixed; boundary=a{at}z\n\n--a{at}z\n")).collect::<String>()
    };
    overfull(format!("{HEAD}{}x", deep(100_000)));
    overfull(format!("{HEAD}{}x", deep(30)));
    overfull(format!("{HEAD}{}", "Content-Type: message/rfc822\n\n".repeat(100_000)));
    overfull(mail(
        &format!("Content-Type: text/plain{}", (0..500_000).map(|at| format!("; a*{at}=b")).collect::<String>()),
        "x",
    ));
    overfull(mail(&"a: b\n".repeat(1_000_000), "x"));
    assert!(matches!(read(&parts("encrypted", &[("", "")])), Err(NotACopy::Encrypted)));
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
