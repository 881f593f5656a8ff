//! The command-line cases in `tests/cmd`: what is typed, and what a person sees. `TRYCMD=overwrite` writes them anew;
//! read every change aloud before keeping it.

#[test]
fn what_a_person_sees() {
    trycmd::TestCases::new().env("FIRSTHAND_KNOWN", "/nonexistent/known").case("tests/cmd/*.trycmd");
}
