use crate::annotate::annotate;
use crate::model::{Article, Modality, Source};

/// Source and modality of the last sentence of a text.
fn read(text: &str) -> (Source, Modality) {
    let article = Article { text: text.to_owned(), ..Article::default() };
    annotate(article).statements.last().map(|s| (s.source, s.modality)).unwrap_or_default()
}

#[test]
fn the_writer_vouches_for_what_nobody_says() {
    assert_eq!(
        read("The two ministers opened the bridge over the river on Monday."),
        (Source::Writer, Modality::Asserted)
    );
    assert_eq!(
        read("The two governments announced a pact on the bridge last week."),
        (Source::Writer, Modality::Asserted)
    );
}

#[test]
fn states_offices_and_their_bodies_are_official() {
    assert_eq!(
        read("The bridge was open again, the foreign ministry said on Monday."),
        (Source::Official, Modality::Asserted)
    );
    assert_eq!(
        read("Foreign Minister Ana Lopez said that the bridge was safe for all."),
        (Source::Official, Modality::Asserted)
    );
    assert_eq!(
        read("It was announced that the bridge was open for lorries again."),
        (Source::Official, Modality::Asserted)
    );
    assert_eq!(
        read("The bridge was open again, Xinhua said in a short report on Monday."),
        (Source::Official, Modality::Asserted)
    );
}

#[test]
fn outlets_are_named_and_sources_are_not() {
    assert_eq!(
        read("The bridge was open again, Reuters reported on Monday morning."),
        (Source::Named, Modality::Asserted)
    );
    assert_eq!(
        read("The bridge was open again, sources said on Monday morning."),
        (Source::Unnamed, Modality::Asserted)
    );
    assert_eq!(
        read("The two ministers reportedly talked about the bridge for an hour."),
        (Source::Unnamed, Modality::Hedged)
    );
}

#[test]
fn a_text_vouches_for_what_it_says() {
    assert_eq!(
        read("According to the treaty the bridge belongs to both of the countries."),
        (Source::Document, Modality::Asserted)
    );
}

#[test]
fn a_quotation_rests_on_its_speaker() {
    let text =
        "\"The bridge is open for all,\" said Foreign Minister Ana Lopez.\n\"It will stay open for a long time.\"";
    assert_eq!(read(text), (Source::Official, Modality::Planned));
}

#[test]
fn plans_hedges_and_denials() {
    assert_eq!(read("The bridge may open to lorries in the course of the week.").1, Modality::Hedged);
    assert_eq!(read("The bridge will open to lorries in the course of the week.").1, Modality::Planned);
    assert_eq!(read("The bridge will open to lorries unless the river rises again.").1, Modality::Conditional);
    assert_eq!(read("The ministry denied that the bridge had been closed to lorries.").1, Modality::Denied);
    assert_eq!(read("The opening of the bridge shows that the two countries are at peace.").1, Modality::Inferred);
}
