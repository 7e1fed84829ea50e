/// Articles on one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Made from the first article's id: the same while that article leads.
    pub id: String,
    /// The articles, by their place in the batch, in input order.
    pub articles: Vec<usize>,
    /// Who first said it, with the articles that go back to each.
    pub origins: Vec<Origin>,
}

/// An outlet or agency that first said something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its name.
    pub name: String,
    /// The articles that go back to it, by their place in the batch.
    pub articles: Vec<usize>,
}
