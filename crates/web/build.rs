//! Lists the modules of the page in the pocket, so that a file in its folder is a module.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("pocket");
    let mut modules = Vec::new();
    for folder in [root.clone(), root.join("vendor")] {
        println!("cargo::rerun-if-changed={}", folder.display());
        let files = fs::read_dir(&folder).expect("the folder is there");
        modules.extend(files.map(|file| file.expect("it is readable").path()).filter(|path| is_module(path)));
    }
    let one = |path: &PathBuf| {
        let name = path.file_stem().expect("a module has a name").to_string_lossy().into_owned();
        format!("({name:?}, include_str!({:?})),\n", path.display().to_string())
    };
    let list: String = modules.iter().map(one).collect();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("pocket_modules.rs");
    fs::write(out, format!("[{list}]")).expect("cargo's folder is writable");
}

fn is_module(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "mjs")
}
