/// What a proof found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Lines looked at.
    pub lines: usize,
    /// What does not hold.
    pub faults: Vec<Fault>,
    /// Words of an editor, which no source proves: where they stand, and the words.
    pub editor: Vec<(String, String)>,
    /// Names that the house spells its own way: where they stand, the name, and the name in the source.
    pub spelled: Vec<(String, String, String)>,
}

/// One thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// headline, dateline, line, check, key date, not stated, coverage, source, schema.
    pub place: String,
    /// The words in question.
    pub text: String,
    /// What is wrong with them.
    pub problem: String,
}

impl Report {
    /// True where every line holds, and there is one.
    pub fn holds(&self) -> bool {
        self.faults.is_empty() && self.lines > 0
    }

    pub(super) fn fault(&mut self, place: &str, text: &str, problem: impl Into<String>) {
        self.faults.push(Fault { place: place.to_owned(), text: text.to_owned(), problem: problem.into() });
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown: String = self.text.chars().filter(|c| !c.is_control()).take(70).collect();
        write!(f, "{}: {shown:?}: {}", self.place, self.problem)
    }
}
