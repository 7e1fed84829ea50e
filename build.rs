//! Turns the word lists of `lexicon/` from TOML, which people read and write, into JSON, which a program that starts reads
//! several times as fast.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("lexicon");
    fs::create_dir_all(&out)?;
    println!("cargo::rerun-if-changed=lexicon");
    for file in fs::read_dir("lexicon")? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            convert(&path, &out).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    Ok(())
}

fn convert(path: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", path.display());
    let table: toml::Table = fs::read_to_string(path)?.parse()?;
    let name = path.with_extension("json");
    fs::write(out.join(name.file_name().unwrap_or_default()), serde_json::to_string(&table)?)?;
    Ok(())
}
