//! The context of the templates, field by field, from the types themselves.

use std::collections::BTreeSet;
use std::fmt::Write;

use schemars::{Schema, schema_for};
use serde_json::Value;

use super::views::{BriefContext, DigestContext};
use super::web::WebContext;
use super::{MailLinks, all_built_in};

/// A field of the context.
struct Field {
    /// `briefs[].sections[].label`.
    path: String,
    /// `text`, `number`, `list of texts`.
    form: String,
    about: String,
}

/// What the built-in templates are for: (the beginning of the name, the purpose).
const PURPOSES: [(&str, &str); 20] = [
    ("brief.md", "`attache brief` as Markdown"),
    ("brief.html", "`attache brief -f html`, a page of its own"),
    ("brief.css", "the style of both pages, included by them"),
    ("brief.txt", "`attache brief -f text`"),
    ("brief.line.txt", "`attache brief -f line`, one line a story"),
    ("digest.md", "`attache digest` as Markdown"),
    ("digest.html", "`attache digest -f html`, a page of its own"),
    ("digest.rest.html", "what follows the stories, in a digest's page and mail"),
    ("digest.foot.html", "what was read, at the end of a digest's page and mail"),
    ("digest.css", "what a digest's page adds to the style"),
    ("digest.txt", "`attache digest -f text`"),
    ("digest.line.txt", "`attache digest -f line`, one line a story"),
    ("story.md", "one story in Markdown, included by brief.md and digest.md"),
    ("story.html", "one story in HTML, included by brief.html and digest.html"),
    ("story.txt", "one story in text, included by brief.txt and digest.txt"),
    ("brief.mediawiki", "`attache brief -f mediawiki`"),
    ("digest.mediawiki", "`attache digest -f mediawiki`"),
    ("story.mediawiki", "one story in MediaWiki, included by brief.mediawiki and digest.mediawiki"),
    ("lang.en.toml", "the words of the templates in English"),
    ("lang.fr.toml", "the words of the templates in French"),
];

/// Families of templates by how their names begin.
const FAMILIES: [(&str, &str); 5] = [
    ("wiki-", "a kind of page of `attache wiki`, or a part of one"),
    ("mail.", "a part of the mail that `attache send` sends"),
    ("correction.", "a part of the mail that tells a correction"),
    ("archive", "a page of `attache archive`, or a part of one"),
    ("serve", "a page of `attache serve`, or the mail that asks for a confirmation"),
];

/// What a built-in template is for.
pub fn purpose(name: &str) -> Option<&'static str> {
    let named = PURPOSES.iter().find(|(known, _)| *known == name).map(|(_, purpose)| *purpose);
    named.or_else(|| FAMILIES.iter().find(|(start, _)| name.starts_with(start)).map(|(_, purpose)| *purpose))
}

/// The contexts of the templates as a page of Markdown, made from the types; `more` are those of stages above: a title, which
/// templates see it, and the type.
pub fn describe(more: Vec<(&'static str, &'static str, Schema)>) -> String {
    let mut out = String::from(
        "# Templates\n\nMade from the types of the program: `attache templates context` prints this page.\n\n\
         A template that you put into your folder under the name of a built-in one takes its place. The ending of its name \
         decides how values are escaped: `.html` escapes HTML, `.md` Markdown, all others nothing. Names that do not exist \
         are errors. `attache templates check` tries all of them.\n\n## The files\n\n| file | for |\n|---|---|\n",
    );
    for (name, _) in all_built_in() {
        let _ = writeln!(out, "| `{name}` | {} |", purpose(name).unwrap_or_default());
    }
    out.push_str(
        "\n## Filters and functions\n\n| name | does |\n|---|---|\n\
         | `t(\"articles\", n=3)` | a text of the catalogue `lang.CODE.toml`, with its slots filled: `3 articles` |\n\
         | `text \\| wrap(4)` | breaks it into lines of 72 columns, all but the first indented by four |\n\
         | `text \\| printable` | takes control and direction signs out |\n\
         | `line.marks \\| marks` | the numbers of the source sentences: `[1] [4]` |\n\
         | `line.text \\| glosses` | in HTML: escaped, each bracketed gloss in a `<span class=\"gloss\">` |\n\
         | `text \\| unbroken` | in HTML: escaped, days such as 14–15 in a `<span class=\"nb\">`, a colon that stands alone kept with its word |\n\
         | `person \\| link` | in a wiki: a link to another page |\n\
         | `one \\| source` | in a wiki: a link out of it |\n\
         | `story.timeline \\| picture` | in a wiki: a picture, which in Markdown leads to its file |\n",
    );
    let more = more.into_iter().map(|(title, names, schema)| (title, names, fields_of(&schema)));
    for (title, names, fields) in contexts().into_iter().chain(more) {
        let _ = write!(out, "\n## {title}\n\nWhat {names} see.\n\n| name | form | meaning |\n|---|---|---|\n");
        for field in fields {
            let _ = writeln!(out, "| `{}` | {} | {} |", field.path, field.form, field.about);
        }
    }
    out
}

/// The paths of a template's context, without the marks of lists: `digest.title`.
pub(super) fn fields(template: &str) -> BTreeSet<String> {
    let schema = match template.split('.').next() {
        Some("brief") => schema_for!(BriefContext),
        Some("digest" | "mail" | "correction") => schema_for!(DigestContext),
        Some(name) if name.starts_with("serve-") => schema_for!(WebContext),
        _ => return BTreeSet::new(),
    };
    field_names(&schema)
}

/// The paths of a context, without the marks of lists.
pub(crate) fn field_names(schema: &Schema) -> BTreeSet<String> {
    let fields = fields_of(schema);
    fields.into_iter().map(|field| field.path).filter(|path| !path.contains("[]")).collect()
}

fn contexts() -> [(&'static str, &'static str, Vec<Field>); 4] {
    [
        ("Briefs", "the templates `brief.*`", fields_of(&schema_for!(BriefContext))),
        ("Digests", "the templates `digest.*`, `mail.*` and `correction.*`", fields_of(&schema_for!(DigestContext))),
        (
            "Mails",
            "the templates `mail.*` and `correction.*` beside the digest, as `mail`,",
            fields_of(&schema_for!(MailLinks)),
        ),
        ("Web pages", "the templates `serve-*`", fields_of(&schema_for!(WebContext))),
    ]
}

fn fields_of(schema: &Schema) -> Vec<Field> {
    let root = schema.as_value();
    let mut fields = Vec::new();
    walk(root, root, "", &mut fields);
    fields
}

/// Adds the fields of an object, each followed by the fields of what it holds.
fn walk(root: &Value, object: &Value, prefix: &str, fields: &mut Vec<Field>) {
    let Some(properties) = object.get("properties").and_then(Value::as_object) else { return };
    for (name, value) in properties {
        let path = format!("{prefix}{name}");
        let (form, inner, is_list) = form(root, value);
        let about = value.get("description").and_then(Value::as_str).unwrap_or_default();
        let about = about.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
        fields.push(Field { path: path.clone(), form, about });
        if let Some(inner) = inner {
            walk(root, inner, &format!("{path}{}.", if is_list { "[]" } else { "" }), fields);
        }
    }
}

/// What a value is, the object that it is or holds, and whether it is a list.
fn form<'s>(root: &'s Value, value: &'s Value) -> (String, Option<&'s Value>, bool) {
    if let Some(target) = value.get("$ref").and_then(Value::as_str) {
        let target = target.strip_prefix('#').and_then(|pointer| root.pointer(pointer));
        return ("object".to_owned(), target, false);
    }
    if let Some(object) = value.get("anyOf").and_then(Value::as_array).and_then(|all| all.first()) {
        let (form, inner, is_list) = form(root, object);
        return (format!("{form} or none"), inner, is_list);
    }
    let (kind, optional) = match value.get("type") {
        Some(Value::String(kind)) => (kind.as_str(), ""),
        Some(Value::Array(kinds)) => (kinds.first().and_then(Value::as_str).unwrap_or_default(), " or none"),
        _ => ("", ""),
    };
    let name = match kind {
        "string" => "text",
        "integer" | "number" => "number",
        "boolean" => "true or false",
        "array" => {
            let Some(items) = value.get("items") else { return ("pair of texts".to_owned(), None, false) };
            if items.get("type").and_then(Value::as_str) == Some("array") {
                return ("list of pairs of texts".to_owned(), None, true);
            }
            let (of, inner, _) = form(root, items);
            return (format!("list of {of}s{optional}"), inner, true);
        }
        _ => "object",
    };
    (format!("{name}{optional}"), None, false)
}
