//! Whether a sentence can stand alone: what its pronouns stand for, and how it opens.

use super::ordinal::is_ordinal;
use super::passage::Passage;
use crate::lexicon::{is_office, main_verbs, reporting, story_words, times, wording};
use crate::model::{Actor, ActorKind, EventType};
use crate::text::{Case, Span, Token};

/// Tokens at the head of a sentence that hold a length of time: "Just eight months after".
const SPAN: usize = 5;

/// How a sentence leans on the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lean {
    /// It does not.
    Alone,
    /// A pronoun that certainly means the person named.
    Means(Meant),
    /// It must not stand without the sentence before.
    Leans,
}

/// What a pronoun stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meant {
    /// The byte after the pronoun.
    pub at: usize,
    /// As a reader would write it in place of the pronoun: "his" is "Ana Lind's".
    pub name: String,
}

impl<'a> Passage<'a> {
    /// How it leans on what comes before.
    pub fn lean(&self) -> Lean {
        if let Some(pronoun) = self.unbound_pronoun() {
            if self.is_lede() {
                return Lean::Alone;
            }
            return match self.visitor(pronoun).or_else(|| self.antecedent()) {
                Some(name) if is_he_or_she(pronoun) => Lean::Means(meant(self.tokens(), pronoun, name)),
                _ => Lean::Leans,
            };
        }
        if self.opens_leaning() { Lean::Leans } else { Lean::Alone }
    }

    /// True for the first sentence of the article: it has nothing to lean on.
    fn is_lede(&self) -> bool {
        self.reading.annotated.statements[..self.statement.index].iter().all(|s| s.is_noise())
    }

    /// A pronoun of the sentence's own voice that nothing in the sentence stands behind.
    fn unbound_pronoun(&self) -> Option<&'a Token> {
        let pronouns = &wording().pronouns;
        let quote = self.statement.quote.as_ref().map(|q| q.span);
        let tokens = self.tokens();
        let own = |t: &Token| !quote.is_some_and(|q| q.contains(t.span));
        let (_, found) = tokens.iter().enumerate().find(|(at, token)| {
            own(token)
                && pronouns.contains(whole(token))
                && !opens_a_count(&tokens[*at..])
                && !self.is_bound(&tokens[..*at], token)
        })?;
        Some(found)
    }

    /// True where a word of the sentence before the pronoun may be what it stands for, or the sentence's own speaker is.
    fn is_bound(&self, before: &[Token], pronoun: &Token) -> bool {
        let actors = || self.statement.actors.iter().filter(|a| a.span.start < pronoun.span.start);
        if self.is_named_after(pronoun) {
            return true;
        }
        if matches!(whole(pronoun), "he" | "she" | "him" | "her" | "his") {
            let office = before.iter().any(|t| is_office(&t.norm));
            return actors().any(is_somebody) || office || self.speaker_follows(pronoun);
        }
        let persons: Vec<Span> = actors().filter(|a| a.kind == ActorKind::Person).map(|a| a.span).collect();
        let bodies = actors().any(|a| a.kind != ActorKind::Person);
        let several = persons.len() > 1 && matches!(whole(pronoun), "they" | "their" | "them");
        several || bodies || names_a_thing(before, &persons)
    }

    /// "During his speech, Prime Minister Lind will …": whom the pronoun of an opening phrase means stands right after it.
    fn is_named_after(&self, pronoun: &Token) -> bool {
        let tokens = self.tokens();
        let joins = |t: &&Token| !t.is_word() || t.is_any(&["and", "but", "yet"]);
        let opener = |t: &Token| main_verbs().openers.contains(&t.norm);
        let opens = tokens.iter().find(|t| !joins(t)).is_some_and(opener) || opens_with_a_span(tokens);
        // "In his turn Ana Lind said …": the name follows without a comma.
        if let [first, own, turn, rest @ ..] = tokens
            && first.is_any(&["in", "for", "on"])
            && own.span == pronoun.span
            && turn.is_any(&["turn", "part", "side"])
        {
            let name = rest.iter().find(|t| t.is_word()).map(|t| t.span.start);
            return name.is_some_and(|at| self.statement.actors.iter().any(|a| is_somebody(a) && a.span.start == at));
        }
        let after = tokens.iter().position(|t| t.is(",") && t.span.start > pronoun.span.start).map(|comma| comma + 1);
        let Some(after) = after.filter(|_| opens).and_then(|at| tokens.get(at..)) else { return false };
        let head = after.iter().take(3).map(|t| t.span);
        head.into_iter().any(|span| self.statement.actors.iter().any(|a| is_somebody(a) && a.span.start == span.start))
    }

    /// "He had made no such trip, Lind remarked": whom the pronoun means stands after it.
    fn speaker_follows(&self, pronoun: &Token) -> bool {
        let tokens = self.tokens();
        tokens.iter().enumerate().filter(|(_, t)| t.is(",") && t.span.start > pronoun.span.start).any(|(comma, _)| {
            let after = &tokens[comma + 1..];
            let name = after.iter().take_while(|t| t.is_capitalised() || is_office(&t.norm)).count();
            name > 0 && reporting().verb(&after[name..]).is_some()
        })
    }

    /// "Her third visit": in an article on a visit, the visitor's.
    fn visitor(&self, pronoun: &Token) -> Option<String> {
        let event = self.reading.event.as_ref().filter(|e| e.kind == EventType::Visit)?;
        let after: Vec<_> = self.tokens().iter().filter(|t| t.span.start > pronoun.span.start).take(3).collect();
        let counted = after.first().is_some_and(|t| is_ordinal(&t.norm));
        let visit = after.iter().any(|t| wording().visit_nouns.contains(&t.norm));
        event.actors.first().filter(|_| counted && visit).cloned()
    }

    /// "The two countries", in an article whose event has two parties.
    fn names_the_parties(&self, tokens: &[Token]) -> bool {
        let two = self.reading.event.as_ref().is_some_and(|e| e.actors.len() == 2);
        let noun = tokens
            .iter()
            .take(4)
            .any(|t| t.is_any(&["countries", "sides", "states", "governments", "nations", "neighbours", "neighbors"]));
        two && noun
    }

    fn opens_leaning(&self) -> bool {
        let words = wording();
        let tokens = self.tokens();
        let start = tokens.iter().position(|t| t.is_word()).unwrap_or_default();
        let Some(first) = tokens.get(start) else { return false };
        if words.pairs.at(&tokens[start..]).is_some() && !self.names_the_parties(&tokens[start..]) {
            return true;
        }
        // Who says `I` is not known where no quotation holds it.
        if first.is("i") && self.statement.quote.is_none() {
            return true;
        }
        if opens_with_bare_ordinal(&tokens[start..]) || self.looks_back_to_a_time() || self.opens_with_a_contact() {
            return true;
        }
        let follows_verb = tokens.get(start + 1).is_some_and(|t| {
            t.is_any(&["is", "was", "were", "are", "has", "had", "would", "came", "included", "includes"])
        });
        let points = first.is_any(&["this", "that", "these", "those"]);
        let acts = points && tokens.get(start + 1).is_some_and(|t| t.case == Case::Lower && t.norm.ends_with("ed"));
        let pointed =
            points && tokens.get(start + 1).is_some_and(|t| t.case == Case::Lower && t.is_one(&words.pointed));
        (words.openers.contains(&first.norm) && follows_verb) || acts || pointed || first.is("then")
    }

    /// "The meeting, the third of the two, will be held in May": which one the sentence before says, where the brief is not
    /// headed by one.
    fn opens_with_a_contact(&self) -> bool {
        let headed = self.reading.event.as_ref().is_some_and(|e| e.sure && e.kind.is_in_person());
        let mut words = self.tokens().iter().skip_while(|t| !t.is_word());
        let (Some(the), Some(noun), Some(next)) = (words.next(), words.next(), words.next()) else { return false };
        let bare = next.is(",") || main_verbs().auxiliaries.contains(&next.norm);
        !headed && the.is("the") && story_words().words.contact_nouns.has(noun) && bare
    }

    /// "Lind said at the time": a time that the sentence before tells, where this one has none of its own.
    fn looks_back_to_a_time(&self) -> bool {
        let quote = self.statement.quote.as_ref().map(|q| q.span);
        let own = |t: &Token| !quote.is_some_and(|q| q.contains(t.span));
        let tokens = self.tokens();
        let looks = tokens.windows(3).enumerate().any(|(at, three)| {
            let says =
                matches!(three, [at, the, time] if at.is("at") && the.is_any(&["the", "that"]) && time.is("time"));
            let goes_on = tokens.get(at + 3).is_some_and(|t| t.is_any(&["of", "when"]));
            says && !goes_on && three.iter().all(own)
        });
        looks && self.statement.dates.iter().all(|when| when.start.is_none())
    }

    /// The one person whom the sentence before names, and names as the one it is about; `None` where that is not plain.
    fn antecedent(&self) -> Option<String> {
        let before = self.before()?;
        let quote = before.statement.quote.as_ref().map(|q| q.span);
        let own = |span: Span| !quote.is_some_and(|q| q.contains(span));
        let people = || before.statement.actors.iter().filter(|a| a.kind == ActorKind::Person && own(a.span));
        let one = people().next()?;
        let tokens = before.tokens();
        let lead = tokens.partition_point(|t| t.span.start < one.span.start);
        // "Yet she was blamed for the death of Lind": "she" is somebody else.
        let older = tokens[..lead].iter().any(|t| is_he_or_she(t) && own(t.span));
        let beside = lead > 0 && tokens.get(lead - 1).is_some_and(|t| reporting().is_preposition(t));
        // "The president will meet Lind": "she" may be either. "The president, Ana Lind, …" is one.
        let apposed = lead > 0 && tokens.get(lead - 1).is_some_and(|t| t.is(","));
        let office = !apposed && tokens[..lead].iter().any(|t| is_office(&t.norm) && own(t.span));
        let beside = beside || office;
        let plain = people().all(|a| a.name == one.name) && !older && !beside && !self.is_shared(one);
        plain.then(|| one.name.clone())
    }

    /// True for a short form that two persons of the article bear: "Kim".
    fn is_shared(&self, person: &Actor) -> bool {
        let written = self.reading.annotated.document.text(person.span);
        let short = written.split_whitespace().last().unwrap_or_default();
        let bears = |a: &Actor| a.name != person.name && a.name.split_whitespace().any(|word| word == short);
        let all = self.reading.annotated.statements.iter().flat_map(|s| &s.actors);
        !written.contains(&person.name) && all.filter(|a| a.kind == ActorKind::Person).any(bears)
    }
}

/// "Eight months after his visit": a length of time before what opens the phrase.
fn opens_with_a_span(tokens: &[Token]) -> bool {
    let head = tokens.get(..SPAN.min(tokens.len())).unwrap_or_default();
    let unit = |t: &Token| times().word(t).is_some_and(|w| w.unit.is_some());
    head.windows(2).any(|w| matches!(w, [length, after] if unit(length) && after.is_any(&["after", "before"])))
}

/// A person, by name or by office.
fn is_somebody(actor: &Actor) -> bool {
    matches!(actor.kind, ActorKind::Person | ActorKind::Office)
}

/// The name in the pronoun's own form: "his words" are "Lind's words".
fn meant(tokens: &[Token], pronoun: &Token, name: String) -> Meant {
    let next = tokens.iter().find(|t| t.span.start >= pronoun.span.end);
    let owns = pronoun.is("his") || (pronoun.is("her") && next.is_some_and(|t| t.is_word() && !is_link(t)));
    let name = if owns { format!("{name}'s") } else { name };
    Meant { at: pronoun.span.end, name }
}

/// Words before which "her" is an object: "met her in Riga".
fn is_link(token: &Token) -> bool {
    wording().stop.contains(&token.norm) || reporting().is_preposition(token)
}

/// "It was X's second visit": the word stands for nothing said before.
fn opens_a_count(tokens: &[Token]) -> bool {
    let opens = matches!(tokens, [it, verb, ..] if it.is("it") && verb.is_any(&["is", "was", "will", "would"]));
    opens && tokens.iter().skip(2).take(6).any(|t| is_ordinal(&t.norm))
}

/// "The first is a joint statement", "In the second the ministers agree": one of several named before.
fn opens_with_bare_ordinal(tokens: &[Token]) -> bool {
    let counts = |t: &Token| is_ordinal(&t.norm) || t.is_any(&["other", "others", "last", "rest"]);
    (1..4).any(|n| {
        let bare = tokens.get(n - 1).is_some_and(|t| t.is("the")) && tokens.get(n).is_some_and(counts);
        bare && tokens.get(n + 1).is_some_and(|t| wording().stop.contains(&t.norm) || t.is(","))
            && !tokens.get(n + 1).is_some_and(|t| t.is_any(&["to", "of", "in", "two"]))
    })
}

/// True where a noun with its article, or a name that is nobody's, stands among the words.
fn names_a_thing(before: &[Token], persons: &[Span]) -> bool {
    let within_person = |t: &Token| persons.iter().any(|p| p.contains(t.span));
    before.iter().enumerate().any(|(n, token)| {
        let noun = token.is_any(&["the", "a", "an", "this", "any", "no", "every", "each", "its", "their", "'s"]);
        let name = token.is_capitalised() && token.is_word() && !wording().stop.contains(&token.norm);
        (noun && before.get(n + 1).is_some_and(|t| t.is_word() && !within_person(t)))
            || (name && !within_person(token) && !is_office(&token.norm))
    })
}

/// The word without what is drawn together with it: "they" of "they've".
fn whole(token: &Token) -> &str {
    token.norm.split_once('\'').map_or(token.norm.as_str(), |(word, _)| word)
}

/// A pronoun behind which a name can be put in brackets: not "she'd".
fn is_he_or_she(token: &Token) -> bool {
    token.is_any(&["he", "she", "him", "her", "his"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;
    use crate::{pipeline, score::Weights};

    const BEFORE: &str = "Latvian Foreign Minister Ana Lind arrived in Lima on Monday for talks on fishing.";

    /// How `sentence` leans after [`BEFORE`]: "-" where it stands alone, the name where it is glossed, "leans" else.
    fn lean(sentence: &str) -> String {
        let article = Article { text: format!("{BEFORE}\n\n{sentence}"), ..Article::default() };
        let reading = pipeline::read(article, &Weights::default());
        let statement = reading.annotated.statements.last().expect("a statement");
        match Passage::new(0, &reading, statement).lean() {
            Lean::Alone => "-".to_owned(),
            Lean::Means(meant) => meant.name,
            Lean::Leans => "leans".to_owned(),
        }
    }

    #[test]
    fn pronouns_are_bound_within_their_sentence_or_lean() {
        let table = [
            ("Peru's president Tomas Arregui said he was content.", "-"),
            ("He had never seen such a crowd, Arregui said.", "-"),
            ("The minister said she was content.", "-"),
            ("She will fly on to Cusco.", "Ana Lind"),
            ("Her words were few.", "Ana Lind's"),
            ("Reporters met her in Cusco.", "Ana Lind"),
            ("Tomas Arregui called it a good idea.", "leans"),
            ("The council said it would wait.", "-"),
            ("Andes Press says it has seen the letter.", "-"),
            ("They did not agree.", "leans"),
            ("They've agreed on fish, Tomas Arregui has come and the pair signed a paper.", "leans"),
            ("She'd met the press.", "leans"),
            ("The ministers agreed on fish, and they'll meet again.", "-"),
            ("Tomas Arregui said at the time that fish was dear.", "leans"),
            ("Tomas Arregui said at the time of the vote that fish was dear.", "-"),
            ("In May 2018 Tomas Arregui said at the time that fish was dear.", "-"),
            ("It was Lind's third visit to Peru.", "-"),
            ("During his speech, President Tomas Arregui called for calm.", "-"),
            ("In his turn President Tomas Arregui called for calm.", "-"),
            ("And in 2018, when he was foreign minister, Tomas Arregui came to Riga.", "-"),
        ];
        for (sentence, expected) in table {
            assert_eq!(lean(sentence), expected, "{sentence}");
        }
    }

    /// The gloss of "She" at the head of the last sentence after `before`.
    fn she_after(before: &str) -> Option<String> {
        let article = Article { text: format!("{BEFORE}\n\n{before} She flew home."), ..Article::default() };
        let reading = pipeline::read(article, &Weights::default());
        match Passage::new(0, &reading, reading.annotated.statements.last()?).lean() {
            Lean::Means(meant) => Some(meant.name),
            _ => None,
        }
    }

    #[test]
    fn a_name_is_given_only_where_the_sentence_before_is_plainly_about_it() {
        assert_eq!(she_after("Ana Lind met the press.").as_deref(), Some("Ana Lind"));
        assert_eq!(she_after("Yet she was blamed for the death of the writer Tom Reed."), None);
        assert_eq!(she_after("The council wrote to Ana Lind."), None);
        assert_eq!(she_after("Ana Lind met Mary Hale."), None);
        assert_eq!(she_after("On Tuesday the Latvian minister will meet Prime Minister Rosa Paz."), None);
        assert_eq!(she_after("The minister, Ana Lind, met the press.").as_deref(), Some("Ana Lind"));
        assert_eq!(she_after("The singer Eva Lind was there. Lind bowed."), None);
    }

    #[test]
    fn the_first_sentence_has_nothing_to_lean_on() {
        let article = Article { text: "His speech was short. It was over at noon.".to_owned(), ..Article::default() };
        let reading = pipeline::read(article, &Weights::default());
        let lean = |i: usize| Passage::new(0, &reading, &reading.annotated.statements[i]).lean();
        assert_eq!((lean(0), lean(1)), (Lean::Alone, Lean::Leans));
    }

    #[test]
    fn openings_that_point_back_lean() {
        let table = [
            ("The first is a joint statement.", "leans"),
            ("In the second the ministers promise visas.", "leans"),
            ("The first visit was in May.", "-"),
            ("The two signed a treaty.", "leans"),
            ("That was the end of the quarrel.", "leans"),
            ("That morning the port was closed.", "-"),
            ("That dampened the hopes of both towns.", "leans"),
        ];
        for (sentence, expected) in table {
            assert_eq!(lean(sentence), expected, "{sentence}");
        }
    }
}
