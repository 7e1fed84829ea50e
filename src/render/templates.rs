use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, ErrorKind, Output, State, UndefinedBehavior, Value};

use super::archive_templates::ARCHIVE;
use super::{RenderError, filters, markdown, mediawiki};
use crate::text::nearest;

/// The templates that come with the program: (name, text).
pub const BUILT_IN: [(&str, &str); 35] = [
    ("brief.md", include_str!("../../templates/brief.md")),
    ("brief.html", include_str!("../../templates/brief.html")),
    ("brief.css", include_str!("../../templates/brief.css")),
    ("brief.txt", include_str!("../../templates/brief.txt")),
    ("brief.line.txt", include_str!("../../templates/brief.line.txt")),
    ("digest.md", include_str!("../../templates/digest.md")),
    ("digest.html", include_str!("../../templates/digest.html")),
    ("digest.css", include_str!("../../templates/digest.css")),
    ("digest.txt", include_str!("../../templates/digest.txt")),
    ("digest.line.txt", include_str!("../../templates/digest.line.txt")),
    ("story.md", include_str!("../../templates/story.md")),
    ("story.html", include_str!("../../templates/story.html")),
    ("story.txt", include_str!("../../templates/story.txt")),
    ("wiki-index.md", include_str!("../../templates/wiki-index.md")),
    ("wiki-list.md", include_str!("../../templates/wiki-list.md")),
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

/// The endings of templates.
const FORMS: [&str; 5] = ["md", "html", "css", "txt", "mediawiki"];

/// The name of the escaping that keeps a source's words from turning into Markdown.
const MARKDOWN: &str = "markdown";
/// The same for MediaWiki.
const MEDIAWIKI: &str = "mediawiki";

/// The built-in templates, each replaceable by a file of the same name in the user's folder.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
    folder: Option<PathBuf>,
    misspelt: Vec<(String, &'static str)>,
}

impl Templates {
    /// The built-in templates alone.
    pub fn built_in() -> Self {
        Templates::new(None, BTreeMap::new())
    }

    /// The built-in templates, overridden by these texts, by name.
    pub fn of_texts(texts: BTreeMap<String, String>) -> Self {
        Templates::new(None, texts)
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
        let mut templates = Templates::new(Some(folder.to_path_buf()), BTreeMap::new());
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

    fn new(folder: Option<PathBuf>, texts: BTreeMap<String, String>) -> Self {
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
        let own = folder.clone();
        environment.set_loader(move |name| match texts.get(name) {
            Some(text) => Ok(Some(text.clone())),
            None => load(own.as_deref(), name),
        });
        Templates { environment, folder, misspelt: Vec::new() }
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
        let file = error.name().unwrap_or(name);
        let own = self.folder.as_ref().map(|f| f.join(file)).filter(|p| p.is_file());
        let mut problem = error.detail().map_or_else(|| error.kind().to_string(), |d| format!("{}: {d}", error.kind()));
        let mut cause = std::error::Error::source(error);
        while let Some(inner) = cause {
            problem += &format!("; {inner}");
            cause = inner.source();
        }
        RenderError::Template {
            name: own.map_or_else(|| file.to_owned(), |p| p.display().to_string()),
            line: error.line().unwrap_or(0),
            problem,
        }
    }
}

fn load(folder: Option<&Path>, name: &str) -> Result<Option<String>, minijinja::Error> {
    // A template's name is a file name, that of the archive one in its folder: never a way out of the folder.
    let file = name.strip_prefix("archive/").unwrap_or(name);
    let plain = Path::new(file).components().count() == 1 && !file.contains(['/', '\\']) && file != "..";
    let own = folder.filter(|_| plain).map(|folder| folder.join(name)).filter(|path| path.exists());
    if let Some(path) = own {
        let text = std::fs::read_to_string(&path);
        return text.map(Some).map_err(|error| {
            minijinja::Error::new(ErrorKind::InvalidOperation, format!("{} cannot be read: {error}", path.display()))
        });
    }
    Ok(BUILT_IN.iter().chain(&ARCHIVE).find(|(built_in, _)| *built_in == name).map(|(_, text)| (*text).to_owned()))
}

/// The built-in template that a file's name most likely means, where it is not the name itself.
fn misspelt(name: &str) -> Option<&'static str> {
    let extension = |name: &str| name.rsplit_once('.').map(|(_, extension)| extension.to_owned());
    let known = BUILT_IN.map(|(built_in, _)| built_in);
    nearest(name, known).filter(|meant| !known.contains(&name) && extension(meant) == extension(name))
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
