use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Kwargs;
use minijinja::{AutoEscape, Environment, ErrorKind, Output, State, UndefinedBehavior, Value};

use super::archive_templates::ARCHIVE;
use super::catalogue::Catalogue;
use super::{RenderError, filters, markdown, mediawiki};
use crate::text::nearest;

/// The templates that come with the program: (name, text).
pub const BUILT_IN: &[(&str, &str)] = &[
    ("brief.md", include_str!("../../templates/brief.md")),
    ("brief.html", include_str!("../../templates/brief.html")),
    ("brief.css", include_str!("../../templates/brief.css")),
    ("brief.txt", include_str!("../../templates/brief.txt")),
    ("brief.line.txt", include_str!("../../templates/brief.line.txt")),
    ("digest.md", include_str!("../../templates/digest.md")),
    ("digest.html", include_str!("../../templates/digest.html")),
    ("digest.rest.html", include_str!("../../templates/digest.rest.html")),
    ("digest.foot.html", include_str!("../../templates/digest.foot.html")),
    ("digest.css", include_str!("../../templates/digest.css")),
    ("digest.txt", include_str!("../../templates/digest.txt")),
    ("digest.line.txt", include_str!("../../templates/digest.line.txt")),
    ("correction.html", include_str!("../../templates/correction.html")),
    ("correction.subject.txt", include_str!("../../templates/correction.subject.txt")),
    ("correction.txt", include_str!("../../templates/correction.txt")),
    ("mail.css", include_str!("../../templates/mail.css")),
    ("mail.foot.html", include_str!("../../templates/mail.foot.html")),
    ("mail.foot.txt", include_str!("../../templates/mail.foot.txt")),
    ("mail.html", include_str!("../../templates/mail.html")),
    ("mail.subject.txt", include_str!("../../templates/mail.subject.txt")),
    ("mail.txt", include_str!("../../templates/mail.txt")),
    ("story.md", include_str!("../../templates/story.md")),
    ("story.html", include_str!("../../templates/story.html")),
    ("story.txt", include_str!("../../templates/story.txt")),
    ("serve.css", include_str!("../../templates/serve.css")),
    ("serve-head.html", include_str!("../../templates/serve-head.html")),
    ("serve-foot.html", include_str!("../../templates/serve-foot.html")),
    ("serve-said.html", include_str!("../../templates/serve-said.html")),
    ("serve-subscribe.html", include_str!("../../templates/serve-subscribe.html")),
    ("serve-choose.html", include_str!("../../templates/serve-choose.html")),
    ("serve-confirm.subject.txt", include_str!("../../templates/serve-confirm.subject.txt")),
    ("serve-confirm.txt", include_str!("../../templates/serve-confirm.txt")),
    ("brief.mediawiki", include_str!("../../templates/brief.mediawiki")),
    ("digest.mediawiki", include_str!("../../templates/digest.mediawiki")),
    ("story.mediawiki", include_str!("../../templates/story.mediawiki")),
    ("lang.en.toml", include_str!("../../templates/lang.en.toml")),
    ("lang.fr.toml", include_str!("../../templates/lang.fr.toml")),
    ("wiki-index.md", include_str!("../../templates/wiki-index.md")),
    ("wiki-list.md", include_str!("../../templates/wiki-list.md")),
    ("wiki-part.md", include_str!("../../templates/wiki-part.md")),
    ("wiki-day.md", include_str!("../../templates/wiki-day.md")),
    ("wiki-story.md", include_str!("../../templates/wiki-story.md")),
    ("wiki-person.md", include_str!("../../templates/wiki-person.md")),
    ("wiki-country.md", include_str!("../../templates/wiki-country.md")),
    ("wiki-pair.md", include_str!("../../templates/wiki-pair.md")),
    ("wiki-moved.md", include_str!("../../templates/wiki-moved.md")),
    ("wiki-gone.md", include_str!("../../templates/wiki-gone.md")),
    ("wiki-trips.md", include_str!("../../templates/wiki-trips.md")),
    ("wiki-items.md", include_str!("../../templates/wiki-items.md")),
    ("wiki-index.mediawiki", include_str!("../../templates/wiki-index.mediawiki")),
    ("wiki-list.mediawiki", include_str!("../../templates/wiki-list.mediawiki")),
    ("wiki-part.mediawiki", include_str!("../../templates/wiki-part.mediawiki")),
    ("wiki-day.mediawiki", include_str!("../../templates/wiki-day.mediawiki")),
    ("wiki-story.mediawiki", include_str!("../../templates/wiki-story.mediawiki")),
    ("wiki-person.mediawiki", include_str!("../../templates/wiki-person.mediawiki")),
    ("wiki-country.mediawiki", include_str!("../../templates/wiki-country.mediawiki")),
    ("wiki-pair.mediawiki", include_str!("../../templates/wiki-pair.mediawiki")),
    ("wiki-moved.mediawiki", include_str!("../../templates/wiki-moved.mediawiki")),
    ("wiki-gone.mediawiki", include_str!("../../templates/wiki-gone.mediawiki")),
    ("wiki-trips.mediawiki", include_str!("../../templates/wiki-trips.mediawiki")),
    ("wiki-items.mediawiki", include_str!("../../templates/wiki-items.mediawiki")),
];

/// All templates that come with the program, those of the archive too.
pub fn all_built_in() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    BUILT_IN.iter().chain(&ARCHIVE)
}

/// The text of a built-in template.
pub(super) fn built_in(name: &str) -> Option<&'static str> {
    all_built_in().find(|(built_in, _)| *built_in == name).map(|(_, text)| *text)
}

/// The endings of templates and catalogues.
const FORMS: [&str; 6] = ["md", "html", "css", "txt", "mediawiki", "toml"];

/// Steps that a rendering may take: a digest of thousands of stories needs a tenth of it, a loop without end any number.
const FUEL: u64 = 100_000_000;

/// The name of the escaping that keeps a source's words from turning into Markdown.
const MARKDOWN: &str = "markdown";
/// The same for MediaWiki.
const MEDIAWIKI: &str = "mediawiki";

/// The built-in templates, each replaceable by a file of the same name in the user's folder.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
    own: Own,
    catalogue: Arc<Catalogue>,
    misspelt: Vec<(String, &'static str)>,
}

/// The user's own templates.
#[derive(Debug, Clone)]
enum Own {
    Folder(PathBuf),
    Texts(Arc<BTreeMap<String, String>>),
}

impl Templates {
    /// The built-in templates alone, in English.
    pub fn built_in() -> Self {
        Templates::of_texts(BTreeMap::new())
    }

    /// The built-in templates, overridden by these texts, by name.
    pub fn of_texts(texts: BTreeMap<String, String>) -> Self {
        Templates::new(Own::Texts(Arc::new(texts)))
    }

    /// The same templates in another language: `fr`, or one whose catalogue `lang.CODE.toml` is among the user's own.
    ///
    /// # Errors
    /// There is no such catalogue, or it cannot be read.
    pub fn in_language(mut self, code: &str) -> Result<Self, RenderError> {
        self.catalogue = Arc::new(self.catalogue_of(code)?);
        let catalogue = Arc::clone(&self.catalogue);
        self.environment.add_global("lang", catalogue.code());
        self.environment.add_function("t", move |key: &str, slots: Kwargs| translate(&catalogue, key, &slots));
        Ok(self)
    }

    /// The same templates, stopped after so many steps.
    pub(super) fn with_fuel(mut self, steps: u64) -> Self {
        self.environment.set_fuel(Some(steps));
        self
    }

    /// The catalogue of a language; an error names the file where it stands.
    pub(super) fn catalogue_of(&self, code: &str) -> Result<Catalogue, RenderError> {
        Catalogue::load(code, built_in, |name| self.own.text(name)).map_err(|error| match error {
            RenderError::Template { name, line, problem } => {
                RenderError::Template { name: self.shown(&name), line, problem }
            }
            other => other,
        })
    }

    /// The names of the user's own files.
    pub fn own_names(&self) -> Vec<String> {
        match &self.own {
            Own::Texts(texts) => texts.keys().cloned().collect(),
            Own::Folder(folder) => {
                Templates::texts_in(folder).map(|texts| texts.into_keys().collect()).unwrap_or_default()
            }
        }
    }

    /// A file as errors name it: with its folder where it is the user's own.
    pub(super) fn shown(&self, name: &str) -> String {
        self.own.place(name).unwrap_or_else(|| name.to_owned())
    }

    /// The text that stands for a template.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let own = self.own.text(name).ok().flatten();
        own.or_else(|| built_in(name).map(str::to_owned))
    }

    /// True for a template that is the user's own.
    pub fn is_own(&self, name: &str) -> bool {
        self.own.text(name).is_ok_and(|text| text.is_some())
    }

    /// Reads a template without rendering it.
    pub(super) fn parses(&self, name: &str) -> Result<(), RenderError> {
        self.environment.get_template(name).map(|_| ()).map_err(|error| self.explain(name, &error))
    }

    /// The names that a template asks its context for.
    pub(super) fn asked_for(&self, name: &str) -> Result<HashSet<String>, RenderError> {
        let template = self.environment.get_template(name).map_err(|error| self.explain(name, &error))?;
        Ok(template.undeclared_variables(true))
    }

    /// The texts of a folder that can stand for templates, by name.
    ///
    /// # Errors
    /// The folder is none, or a file of it cannot be read.
    pub fn texts_in(folder: &Path) -> Result<BTreeMap<String, String>, RenderError> {
        let failed = |source| RenderError::Folder { path: folder.display().to_string(), source };
        let mut texts = BTreeMap::new();
        for entry in std::fs::read_dir(folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let is_template = path.extension().and_then(|e| e.to_str()).is_some_and(|e| FORMS.contains(&e));
            if let Some(name) =
                path.file_name().and_then(|name| name.to_str()).filter(|_| is_template && path.is_file())
            {
                let text = std::fs::read_to_string(&path);
                let failed = |source| RenderError::Folder { path: path.display().to_string(), source };
                texts.insert(name.to_owned(), text.map_err(failed)?);
            }
        }
        Ok(texts)
    }

    /// The built-in templates, overridden by those of a folder. Files of other names may stand there for them to include.
    ///
    /// # Errors
    /// The folder is none, or cannot be read.
    pub fn in_folder(folder: &Path) -> Result<Self, RenderError> {
        let failed = |source| RenderError::Folder { path: folder.display().to_string(), source };
        let mut templates = Templates::new(Own::Folder(folder.to_path_buf()));
        for entry in std::fs::read_dir(folder).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name();
            templates.misspelt.extend(name.to_str().and_then(|name| Some((name.to_owned(), misspelt(name)?))));
        }
        templates.misspelt.sort_unstable();
        Ok(templates)
    }

    /// Files of the folder that replace nothing, though their name is nearly a template's: (name, that template).
    pub fn misspelt(&self) -> &[(String, &'static str)] {
        &self.misspelt
    }

    fn new(own: Own) -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        // In every build: without it an error cannot say which name a template asked for in vain.
        environment.set_debug(true);
        let mut syntax = SyntaxConfig::builder();
        syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
        // The delimiters are the usual ones: they always build.
        if let Ok(syntax) = syntax.build() {
            environment.set_syntax(syntax);
        }
        environment.set_auto_escape_callback(escape_of);
        environment.set_formatter(format);
        filters::add(&mut environment);
        environment.set_fuel(Some(FUEL));
        let source = own.clone();
        environment.set_loader(move |name| source.load(name));
        let catalogue = Arc::new(Catalogue::english());
        let words = Arc::clone(&catalogue);
        environment.add_function("t", move |key: &str, slots: Kwargs| translate(&words, key, &slots));
        // For macros, which do not see the context.
        environment.add_global("lang", catalogue.code());
        Templates { environment, own, catalogue, misspelt: Vec::new() }
    }

    /// The words of the language that it renders in.
    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Renders a template by name.
    ///
    /// # Errors
    /// The template does not parse, or names what is not there.
    pub fn render(&self, name: &str, context: &Value) -> Result<String, RenderError> {
        let result = self.environment.get_template(name).and_then(|t| t.render(context));
        result.map_err(|error| self.explain(name, &error))
    }

    fn explain(&self, name: &str, error: &minijinja::Error) -> RenderError {
        // An error within an included template lies in that one.
        let mut at = error;
        while let Some(inner) = std::error::Error::source(at).and_then(|e| e.downcast_ref::<minijinja::Error>()) {
            if at.kind() != ErrorKind::BadInclude {
                break;
            }
            at = inner;
        }
        let error = at;
        let file = error.name().unwrap_or(name);
        let mut problem = match error.kind() {
            ErrorKind::OutOfFuel => "goes on without end, or nearly so: it was stopped".to_owned(),
            kind => error.detail().map_or_else(|| kind.to_string(), |detail| format!("{kind}: {detail}")),
        };
        let mut cause = std::error::Error::source(error);
        while let Some(inner) = cause {
            problem += &format!("; {inner}");
            cause = inner.source();
        }
        RenderError::Template { name: self.shown(file), line: error.line().unwrap_or(0), problem }
    }
}

impl Own {
    /// The text of a file of the user's own.
    fn text(&self, name: &str) -> Result<Option<String>, RenderError> {
        match self {
            Own::Texts(texts) => Ok(texts.get(name).cloned()),
            Own::Folder(folder) => {
                // A template's name is a file name, that of the archive one in its folder: never a way out of the folder.
                let file = name.strip_prefix("archive/").unwrap_or(name);
                let plain = Path::new(file).components().count() == 1 && !file.contains(['/', '\\']) && file != "..";
                let path = Some(folder.join(name)).filter(|path| plain && path.exists());
                let read = |path: PathBuf| {
                    let failed = |source| RenderError::Folder { path: path.display().to_string(), source };
                    std::fs::read_to_string(&path).map_err(failed)
                };
                path.map(read).transpose()
            }
        }
    }

    /// The template of a name: the user's, else the built-in one.
    fn load(&self, name: &str) -> Result<Option<String>, minijinja::Error> {
        let own = self.text(name).map_err(|error| match error {
            RenderError::Folder { path, source } => {
                minijinja::Error::new(ErrorKind::InvalidOperation, format!("{path} cannot be read: {source}"))
            }
            other => minijinja::Error::new(ErrorKind::InvalidOperation, other.to_string()),
        })?;
        Ok(own.or_else(|| built_in(name).map(str::to_owned)))
    }

    /// Where a file of the user's own stands; none where the built-in one is taken.
    fn place(&self, name: &str) -> Option<String> {
        match self {
            Own::Folder(folder) => Some(folder.join(name)).filter(|p| p.is_file()).map(|p| p.display().to_string()),
            Own::Texts(_) => None,
        }
    }
}

/// `{{ t("articles", n=3) }}`: `3 articles`, a text of the catalogue with its slots filled.
fn translate(catalogue: &Catalogue, key: &str, slots: &Kwargs) -> Result<String, minijinja::Error> {
    let mut values = BTreeMap::new();
    for name in slots.args() {
        let value: Value = slots.get(name)?;
        let text = value.to_str().map_or_else(|| value.to_string(), |text| text.to_string());
        values.insert(name.to_owned(), text);
    }
    let text = catalogue.text(key, &values);
    text.map_err(|problem| minijinja::Error::new(ErrorKind::InvalidOperation, problem))
}

/// The built-in template that a file's name most likely means, where it is not the name itself.
fn misspelt(name: &str) -> Option<&'static str> {
    let extension = |name: &str| name.rsplit_once('.').map(|(_, extension)| extension.to_owned());
    let known: Vec<&'static str> = BUILT_IN.iter().map(|(built_in, _)| *built_in).collect();
    nearest(name, known.iter().copied()).filter(|meant| !known.contains(&name) && extension(meant) == extension(name))
}

fn escape_of(name: &str) -> AutoEscape {
    match name.rsplit('.').next() {
        Some("html") => AutoEscape::Html,
        Some("md") => AutoEscape::Custom(MARKDOWN.into()),
        Some("mediawiki") => AutoEscape::Custom(MEDIAWIKI.into()),
        _ => AutoEscape::None,
    }
}

fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    let escape: fn(&str) -> String = match state.auto_escape() {
        AutoEscape::Custom(name) if name == MARKDOWN => markdown::escape,
        AutoEscape::Custom(name) if name == MEDIAWIKI => mediawiki::escape,
        _ => return minijinja::escape_formatter(out, state, value),
    };
    // One that is not there is an error, and so is left to the formatter.
    if value.is_safe() || value.is_undefined() {
        return minijinja::escape_formatter(out, state, value);
    }
    out.write_str(&escape(&value.to_string())).map_err(minijinja::Error::from)
}
