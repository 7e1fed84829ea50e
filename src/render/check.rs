//! Proves templates before a day does: each is rendered with sample data, in every form that the data can have.

use std::collections::BTreeSet;

use super::catalogue::{code_of, faults};
use super::describe::fields;
use super::sample::samples;
use super::templates::built_in;
use super::{RenderError, Templates, all_built_in};

/// Steps for a sample: the built-in templates take a hundredth of it.
const FUEL: u64 = 5_000_000;

impl Templates {
    /// What is wrong with these templates; the built-in ones that they replace or include are tried too. Nothing where all
    /// is well.
    ///
    /// # Errors
    /// The samples cannot be read.
    pub fn check(self) -> Result<Vec<RenderError>, RenderError> {
        self.on_trial().check_all()
    }

    /// The same templates, stopped after fewer steps than a day allows.
    pub fn on_trial(self) -> Self {
        self.with_fuel(FUEL)
    }

    /// [`Templates::check`] of templates that are on trial.
    ///
    /// # Errors
    /// The samples cannot be read.
    pub fn check_all(&self) -> Result<Vec<RenderError>, RenderError> {
        let mut found: Vec<RenderError> = Vec::new();
        for name in self.names() {
            found.extend(self.check_one(&name)?);
        }
        let mut said = BTreeSet::new();
        found.retain(|error| said.insert(error.to_string()));
        Ok(found)
    }

    /// A template with the sample data.
    ///
    /// # Errors
    /// No template has the name; none has sample data of its own, for others include it; those of [`Templates::render`].
    pub fn preview(&self, name: &str) -> Result<String, RenderError> {
        match samples(name, self.catalogue())?.into_iter().next() {
            Some(sample) => self.render(name, &sample),
            None => Err(RenderError::NoSample { name: name.to_owned() }),
        }
    }

    fn check_one(&self, name: &str) -> Result<Vec<RenderError>, RenderError> {
        if let Some(code) = code_of(name) {
            return Ok(self.check_catalogue(name, code));
        }
        if name.ends_with(".toml") {
            return Ok(Vec::new());
        }
        let samples = samples(name, self.catalogue())?;
        if samples.is_empty() {
            return Ok(self.parses(name).err().into_iter().collect());
        }
        let mut found: Vec<RenderError> = Vec::new();
        for sample in samples {
            found.extend(self.render(name, &sample).err());
        }
        // What no sample reaches: a wrong name behind a condition.
        if found.is_empty() {
            found.extend(self.unknown_names(name));
        }
        Ok(found)
    }

    /// Names of the context that do not exist, though no sample came across them.
    fn unknown_names(&self, name: &str) -> Vec<RenderError> {
        self.unknown_in(name, &fields(name))
    }

    /// The same, of a context with these names.
    pub(crate) fn unknown_in(&self, name: &str, known: &BTreeSet<String>) -> Vec<RenderError> {
        let Ok(asked) = self.asked_for(name) else { return Vec::new() };
        let mut unknown: Vec<&String> = asked.iter().filter(|path| !is_known(path, known)).collect();
        unknown.sort_unstable();
        unknown.into_iter().map(|path| self.wrong_name(name, path)).collect()
    }

    fn wrong_name(&self, name: &str, path: &str) -> RenderError {
        let text = self.text(name).unwrap_or_default();
        let line = text.lines().position(|line| line.contains(path)).map_or(0, |n| n + 1);
        RenderError::Template { name: self.shown(name), line, problem: format!("`{path}` is undefined") }
    }

    fn check_catalogue(&self, name: &str, code: &str) -> Vec<RenderError> {
        if let Err(error) = self.catalogue_of(code) {
            return vec![error];
        }
        let text = self.text(name).unwrap_or_default();
        let faults = faults(&text, built_in("lang.en.toml").unwrap_or_default());
        let shown = self.shown(name);
        faults
            .into_iter()
            .map(|fault| RenderError::Template { name: shown.clone(), line: fault.line, problem: fault.problem })
            .collect()
    }

    /// The built-in templates and the user's own, by name.
    pub fn names(&self) -> BTreeSet<String> {
        all_built_in().map(|(name, _)| (*name).to_owned()).chain(self.own_names()).collect()
    }
}

/// True where the types of the context have the path, or end before it does: `brief.headline` of a loop is not looked into.
fn is_known(path: &str, known: &BTreeSet<String>) -> bool {
    const GLOBAL: [&str; 8] = ["t", "lang", "range", "dict", "namespace", "debug", "loop", "mail"];
    let mut parts = path.split('.');
    let Some(top) = parts.next() else { return true };
    if GLOBAL.contains(&top) {
        return true;
    }
    let mut prefix = top.to_owned();
    if !known.contains(&prefix) {
        return false;
    }
    for part in parts {
        // A list or a text has fields that the types do not list.
        if !known.iter().any(|field| field.starts_with(&format!("{prefix}."))) {
            return true;
        }
        prefix = format!("{prefix}.{part}");
        if !known.contains(&prefix) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn problems(files: &[(&str, &str)]) -> Vec<String> {
        let texts: BTreeMap<_, _> = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let found = Templates::of_texts(texts).check().expect("the samples are there");
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_built_in_templates_are_sound_in_every_language() {
        assert_eq!(problems(&[]), Vec::<String>::new());
        let french = Templates::built_in().in_language("fr").expect("built in");
        assert!(french.check().expect("samples").is_empty());
    }

    #[test]
    fn a_wrong_name_is_found_where_no_sample_leads() {
        assert_eq!(
            problems(&[("digest.md", "a\n{% if digest.number == 77 %}{{ digest.tilte }}{% endif %}")]),
            ["digest.md:2: `digest.tilte` is undefined"]
        );
        let found = problems(&[("brief.line.txt", "{% if false %}{{ nothing }}{% endif %}")]);
        assert_eq!(found, ["brief.line.txt:1: `nothing` is undefined"]);
    }

    #[test]
    fn a_fault_in_an_included_template_is_named_once_and_where_it_is() {
        let found = problems(&[("story.md", "\n{{ brief.haedline }}")]);
        assert!(found[0].starts_with("story.md:2: "), "{found:?}");
        assert!(found[0].contains("haedline"), "{found:?}");
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_loop_without_end_is_stopped() {
        let text = "{% for a in range(9999) %}\n{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}\n{% endfor %}";
        let found = problems(&[("brief.txt", text)]);
        assert!(found[0].starts_with("brief.txt:2: ") && found[0].contains("without end"), "{found:?}");
    }

    #[test]
    fn a_file_that_is_not_there_is_named_with_file_and_line() {
        let found = problems(&[("brief.md", "a\nb\n{% include \"nowhere.md\" %}")]);
        assert!(found[0].starts_with("brief.md:3: ") && found[0].contains("nowhere.md"), "{found:?}");
    }

    #[test]
    fn a_template_of_a_name_of_its_own_has_to_parse() {
        let found = problems(&[("masthead.md", "a\n{{ b")]);
        assert!(found[0].starts_with("masthead.md:2: "), "{found:?}");
    }

    #[test]
    fn a_catalogue_is_checked_too() {
        let found = problems(&[("lang.fr.toml", "[texts]\nalos = 'x'")]);
        assert!(found[0].starts_with("lang.fr.toml:2: ") && found[0].contains("did you mean `also`?"), "{found:?}");
        assert!(problems(&[("lang.de.toml", "[texts\n")])[0].starts_with("lang.de.toml:1: "));
    }
}
