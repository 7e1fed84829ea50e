use std::path::Path;

use super::Finding;
use crate::cli::talk::counted;
use crate::config::{Config, FILE, Place};
use crate::ingest::web;
use crate::render::Templates;

/// What `attache.toml` says.
pub(super) fn configuration(config: &Config) -> Vec<Finding> {
    const CHECK: &str = "configuration";
    if !Path::new(FILE).exists() {
        return vec![Finding::note(CHECK, "there is no attache.toml here: `attache init` writes one")];
    }
    let (desks, sources) = (config.desks.len(), config.sources.len());
    let said = format!("attache.toml: {}, {}", counted(desks, "desk"), counted(sources, "source"));
    let mut findings = vec![Finding::ok(CHECK, said)];
    for source in &config.sources {
        let Place::Paths(paths) = &source.place else { continue };
        let is_pattern = |path: &str| path.contains(['*', '?', '[']) || web::is_address(path);
        for path in paths.iter().filter(|path| !is_pattern(path) && !Path::new(path).exists()) {
            let remedy = format!("make it, or change the path of [[source]] {:?} in attache.toml", source.name);
            findings.push(Finding::fault(CHECK, format!("{path}: is not there"), remedy));
        }
    }
    findings
}

/// The templates of each desk, in its language.
pub(super) fn templates(config: &Config) -> Vec<Finding> {
    const CHECK: &str = "templates";
    let mut findings = Vec::new();
    for desk in &config.desks {
        let folder = desk.templates.as_deref();
        let opened = folder.map_or_else(|| Ok(Templates::built_in()), Templates::in_folder);
        let count = |templates: Templates| (templates.names().len(), templates.check());
        match opened.and_then(|templates| templates.in_language(&desk.lang)).map(count) {
            Ok((count, Ok(faults))) if faults.is_empty() => {
                findings.push(Finding::ok(CHECK, format!("desk {}: {count} templates hold", desk.name)));
            }
            Ok((_, Ok(faults))) => {
                let remedy = "mend the line; `attache templates eject --force NAME` puts the built-in one in its place";
                findings.extend(faults.iter().map(|fault| Finding::fault(CHECK, fault.to_string(), remedy)));
            }
            Ok((_, Err(error))) | Err(error) => {
                let remedy = format!("see \"templates\" and \"lang\" of desk {} in attache.toml", desk.name);
                findings.push(Finding::fault(CHECK, error.to_string(), remedy));
            }
        }
    }
    findings
}
