//! The templates of the wiki and the archive on a record of fictional digests, before a day tries them.

use std::collections::{BTreeMap, BTreeSet};

use super::archive::{self, Settings};
use super::parts;
use super::record::Record;
use super::trial::Trial;
use super::wiki;
use crate::model::{Evidence, Publish, Receipt, Rights, VisitEntry, VisitKind, VisitReport, VisitStatus};
use crate::render::{DeskSample, RenderError, Templates, desk_sample, field_names};
use crate::store::{Head, Stored};

/// What is wrong with the templates of the wiki and the archive; nothing where all is well.
///
/// # Errors
/// The samples cannot be read.
pub fn check(templates: &Templates) -> Result<Vec<RenderError>, RenderError> {
    let (pages, mut faults) = tried(templates)?;
    let (wiki, archive) = (field_names(&wiki::context()), field_names(&archive::context()));
    // What no sample reaches: a wrong name behind a condition.
    for name in pages.keys().filter(|_| faults.is_empty()).collect::<Vec<_>>() {
        faults.extend(templates.unknown_in(name, if name.starts_with("wiki-") { &wiki } else { &archive }));
    }
    let mut said = BTreeSet::new();
    faults.retain(|fault| said.insert(fault.to_string()));
    Ok(faults)
}

/// What a template of the wiki or the archive makes of the sample; none for one that others include.
///
/// # Errors
/// The template is wrong, or the samples cannot be read.
pub fn preview(templates: &Templates, name: &str) -> Result<Option<String>, RenderError> {
    let (mut pages, faults) = tried(templates)?;
    let page = pages.remove(name).filter(|page| !page.is_empty());
    match (page, faults.into_iter().next()) {
        (None, Some(fault)) => Err(fault),
        (page, _) => Ok(page),
    }
}

type Tried = (BTreeMap<String, String>, Vec<RenderError>);

fn tried(templates: &Templates) -> Result<Tried, RenderError> {
    let sample = desk_sample()?;
    let trial = Trial::default();
    let articles: BTreeMap<String, Stored> = stored(&sample);
    let settings = Settings { title: "River Plate morning".to_owned(), url: Some("https://desk.example/".to_owned()) };
    let (full, empty) = (record(&sample), Record::default());
    for of in [(&full, parts::MOST), (&full, 1), (&empty, parts::MOST)] {
        archive::try_out(of, &|id| articles.get(id).cloned(), &settings, templates, &trial);
        wiki::try_out(of, templates, &trial);
    }
    Ok(trial.end())
}

fn record(sample: &DeskSample) -> Record {
    let heads = sample.articles.iter().enumerate().map(|(n, (id, _))| {
        let head = Head {
            title: Some(format!("A headline of article {}", n + 1)),
            publisher: Some("Agencia Sur".to_owned()),
            published: sample.editions.first().map(|edition| edition.date),
            url: Some(format!("https://sur.example/{}", n + 1)),
            source_path: format!("inbox/{}.txt", n + 1),
            rights: rights(n),
            ..Head::default()
        };
        (id.clone(), head)
    });
    Record::sample(sample.editions.clone(), heads.collect(), visits(sample))
}

/// One article may be shown whole, of the next its quoted sentences.
fn rights(n: usize) -> Rights {
    Rights { publish: if n.is_multiple_of(2) { Publish::Full } else { Publish::Quote }, ..Rights::default() }
}

fn stored(sample: &DeskSample) -> BTreeMap<String, Stored> {
    let articles = sample.articles.iter().enumerate().map(|(n, (id, text))| {
        let article = crate::model::Article {
            id: id.clone(),
            lang: Some("en".to_owned()),
            text: (*text).to_owned(),
            ..crate::model::Article::default()
        };
        (id.clone(), Stored { article, source: None, rights: rights(n), versions: Vec::new() })
    });
    articles.collect()
}

/// A visit that was, one that was withdrawn, one to come.
fn visits(sample: &DeskSample) -> Vec<(u64, VisitEntry)> {
    let receipt = sample.editions.iter().flat_map(|edition| &edition.briefs).find_map(|entry| {
        let line = entry.brief.lines.first()?;
        line.receipts.first().cloned()
    });
    let evidence = |receipt: &Option<Receipt>| match receipt {
        Some(receipt) => Evidence::Article(receipt.clone()),
        None => Evidence::Hand { note: "the ministry".to_owned() },
    };
    let report = |who: &str, (start, end): (&str, &str), status, evidence| -> Option<VisitReport> {
        Some(VisitReport {
            traveller: who.to_owned(),
            office: Some("foreign minister".to_owned()),
            state: Some("PRY".to_owned()),
            start: start.parse().ok()?,
            end: end.parse().ok(),
            country: "Uruguay".to_owned(),
            code: Some("URY".to_owned()),
            place: Some("Montevideo".to_owned()),
            kind: Some(VisitKind::Working),
            counterparts: vec!["Tomás Arregui".to_owned()],
            remarks: None,
            status,
            told: sample.editions.first().map(|edition| edition.date),
            evidence,
        })
    };
    let hand = || Evidence::Hand { note: "the ministry".to_owned() };
    let row = || Evidence::Row { file: "visits.csv".to_owned(), row: 3 };
    let reports = [
        report("Helena Vaz", ("2024-05-14", "2024-05-15"), VisitStatus::UnderWay, evidence(&receipt)),
        report("Pedro Lanza", ("2024-04-02", "2024-04-02"), VisitStatus::Done, hand()),
        report("Helena Vaz", ("2024-06-03", "2024-06-04"), VisitStatus::Planned, row()),
    ];
    let entries = reports.into_iter().flatten().map(VisitEntry::Report);
    let gone = VisitEntry::Retract { visit: 2, note: "It was another minister.".to_owned() };
    (1..).zip(entries.chain([gone])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(files: &[(&str, &str)]) -> Vec<String> {
        let texts: BTreeMap<_, _> = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let found = check(&Templates::of_texts(texts).on_trial()).expect("the samples are there");
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_built_in_templates_are_sound_in_every_language() {
        assert_eq!(problems(&[]), Vec::<String>::new());
        let french = Templates::built_in().in_language("fr").expect("built in").on_trial();
        assert_eq!(check(&french).expect("samples").len(), 0);
    }

    #[test]
    fn every_page_has_a_preview() {
        let templates = Templates::built_in();
        for name in crate::render::all_built_in().map(|(name, _)| *name) {
            let is_page = name.starts_with("archive/") || name.starts_with("wiki-");
            let included = ["layout.", "macros.", "wiki-trips.", "wiki-items."].iter().any(|part| name.contains(part));
            if is_page && !included {
                assert!(preview(&templates, name).expect("sound").is_some(), "{name}");
            }
        }
    }

    #[test]
    fn a_wrong_name_is_found_where_it_is_and_where_no_sample_leads() {
        let found = problems(&[("archive/list.html", "a\n{{ gruops }}"), ("wiki-person.md", "{{ person.nmae }}")]);
        assert!(found.iter().any(|fault| fault.starts_with("archive/list.html:2: ")), "{found:?}");
        assert!(found.iter().any(|fault| fault.starts_with("wiki-person.md:1: ")), "{found:?}");
        let hidden = "{% if lang == 'xx' %}\n{{ person.nmae }}{% endif %}";
        assert_eq!(problems(&[("wiki-person.md", hidden)]), ["wiki-person.md:2: `person.nmae` is undefined"]);
    }

    #[test]
    fn a_loop_without_end_and_a_missing_file_are_named() {
        let loops = "\n{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}";
        let found = problems(&[("archive/story.html", loops), ("wiki-day.md", "a\n\n{% include \"nowhere.md\" %}")]);
        assert!(
            found.iter().any(|f| f.starts_with("archive/story.html:2: ") && f.contains("without end")),
            "{found:?}"
        );
        assert!(found.iter().any(|f| f.starts_with("wiki-day.md:3: ") && f.contains("nowhere.md")), "{found:?}");
    }
}
