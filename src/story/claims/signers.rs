//! Who signs: `the prime ministers have signed the agreement` against `the foreign ministers will sign the agreement`.

use super::{Source, Stated, compare};
use crate::lexicon::story_words;
use crate::model::{Check, Kind, Statement};
use crate::story::page::Line;

/// Tokens between the verb and what is signed, at most.
const OBJECT: usize = 8;

/// Who signs, by rank.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// Presidents, prime ministers.
    Leaders,
    /// Foreign ministers.
    Ministers,
}

impl Rank {
    fn as_str(self) -> &'static str {
        match self {
            Rank::Leaders => "the leaders",
            Rank::Ministers => "the foreign ministers",
        }
    }
}

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let mut stated: Vec<Stated<()>> = Vec::new();
    for (article, source) in sources.iter().enumerate() {
        let mut claims: Vec<(Rank, usize)> =
            source.page.lines.iter().take(20).filter_map(|l| signers(source, l)).collect();
        claims.dedup_by_key(|(rank, _)| *rank);
        // Who tells of both knows who signed what.
        let [(rank, i)] = claims[..] else { continue };
        stated.push(Stated { key: (), value: rank.as_str().into(), text: rank.as_str().into(), i, article });
    }
    compare("attribution", &stated, |_, _| true, |a, b| format!("One article has {a} sign, another {b}."))
}

fn signers(source: &Source, line: &Line) -> Option<(Rank, usize)> {
    let words = story_words();
    let statement = source.reading.annotated.statements.get(line.i)?;
    if matches!(statement.kind, Kind::Position | Kind::Noise) || words.words.negation.any(line.tokens) {
        return None;
    }
    let verb = (0..line.tokens.len()).find(|at| line.is_at(*at, &["sign", "signed", "signs"]))?;
    let object = line.slice(verb + 1, verb + OBJECT);
    // What is signed is the one paper that the story is about.
    let one = object.iter().position(|t| words.words.document.has(t))?;
    let the = object.get(..one)?.iter().any(|t| t.is_any(&["the", "an", "a", "this"]));
    the.then_some((rank(line, statement, verb)?, line.i))
}

/// The rank of the subject: roles of the persons before the verb, or an office in the plural.
fn rank(line: &Line, statement: &Statement, verb: usize) -> Option<Rank> {
    let end = line.tokens.get(verb)?.span.start;
    let subject = line.slice(0, verb);
    let of_two =
        |first: &str, second: &str| subject.windows(2).any(|w| matches!(w, [a, b] if a.is(first) && b.is(second)));
    let role = |names: &[&str]| {
        let mut roles = statement.actors.iter().filter(|a| a.span.end <= end).filter_map(|a| a.role.as_deref());
        roles.any(|r| names.contains(&r.to_lowercase().as_str()))
    };
    let ministers = of_two("foreign", "ministers") || role(&["foreign minister", "foreign ministers"]);
    let leaders = of_two("prime", "ministers")
        || subject.iter().any(|t| t.is_any(&["presidents", "premiers", "leaders"]))
        || role(&["prime minister", "president"]);
    match (leaders, ministers) {
        (true, false) => Some(Rank::Leaders),
        (false, true) => Some(Rank::Ministers),
        _ => None,
    }
}
