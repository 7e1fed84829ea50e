//! The pairs worth comparing: an inverted index over each article's weightiest words, in the order of days.

use chrono::NaiveDate;
use rayon::prelude::*;

/// Days that the index looks back.
pub(super) const LOOK_BACK: i64 = 31;
/// Words of more articles than this, within those days, find no pairs.
const COMMON: usize = 240;
/// Indexed words that a pair must share.
const SHARED: u32 = 2;
/// Articles that one thread looks up at a time.
const BATCH: usize = 256;

/// An article and those to compare it with, in order. A pair comes once. Pairs are many: their numbers are short.
pub(super) type Row = (usize, Vec<u32>);

/// For each word the places in the order of days of the articles that hold it.
struct Index {
    starts: Vec<usize>,
    places: Vec<usize>,
}

impl Index {
    fn new(words: usize, tops: &[Vec<u32>]) -> Self {
        let mut starts = vec![0; words + 1];
        for term in tops.iter().flatten() {
            if let Some(start) = starts.get_mut(*term as usize + 1) {
                *start += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut places = vec![0; sum];
        for (place, tops) in tops.iter().enumerate() {
            for term in tops {
                let Some(next) = next.get_mut(*term as usize) else { continue };
                if let Some(free) = places.get_mut(*next) {
                    *free = place;
                }
                *next += 1;
            }
        }
        Index { starts, places }
    }

    /// The places from one up to another of the articles that hold a word.
    fn between(&self, term: u32, from: usize, to: usize) -> &[usize] {
        let bounds = self.starts.get(term as usize).zip(self.starts.get(term as usize + 1));
        let all = bounds.and_then(|(start, end)| self.places.get(*start..*end)).unwrap_or_default();
        let (from, to) = (all.partition_point(|p| *p < from), all.partition_point(|p| *p < to));
        all.get(from..to).unwrap_or_default()
    }
}

/// The pairs that share enough of their weightiest words, lie near enough and `may` tell of one event, each with the article
/// that comes later. `tops` has the weightiest words of each article, all below `words`.
///
/// `ranks` orders the articles of one day in a way that does not hang on the input: with many articles a day, which words are
/// too common depends on that order.
pub(super) fn pairs(
    days: &[Option<NaiveDate>],
    ranks: &[usize],
    words: usize,
    tops: impl Fn(usize) -> Vec<u32> + Sync,
    may: impl Fn(usize, usize) -> bool + Sync,
) -> Vec<Row> {
    let day = |n: usize| days.get(n).copied().flatten();
    let mut order: Vec<usize> = (0..days.len()).collect();
    // The undated ones last: they are compared with all.
    order.sort_by_key(|n| (day(*n).is_none(), day(*n), ranks.get(*n)));
    let tops: Vec<Vec<u32>> = order.par_iter().map(|n| tops(*n)).collect();
    let index = Index::new(words, &tops);
    let batches = tops.par_chunks(BATCH).enumerate().map(|(batch, tops)| {
        let mut shared = vec![0_u32; days.len()];
        let rows = tops.iter().enumerate().map(|(k, tops)| {
            let place = batch * BATCH + k;
            let n = order.get(place).copied().unwrap_or_default();
            let from = day(n)
                .map_or(0, |d| order.partition_point(|o| day(*o).is_some_and(|o| (d - o).num_days() > LOOK_BACK)));
            let mut found: Vec<usize> = Vec::new();
            let lists = tops.iter().map(|term| index.between(*term, from, place)).filter(|near| near.len() <= COMMON);
            let lists: Vec<&[usize]> = lists.collect();
            for other in lists.iter().copied().flatten() {
                let Some(count) = shared.get_mut(*other) else { continue };
                *count += 1;
                if *count == SHARED {
                    found.push(*other);
                }
            }
            for other in lists.into_iter().flatten() {
                if let Some(count) = shared.get_mut(*other) {
                    *count = 0;
                }
            }
            let others = found.iter().filter_map(|place| order.get(*place).copied()).filter(|other| may(n, *other));
            let mut found: Vec<u32> = others.filter_map(|other| u32::try_from(other).ok()).collect();
            found.sort_unstable();
            found.shrink_to_fit();
            (n, found)
        });
        rows.collect::<Vec<Row>>()
    });
    batches.collect::<Vec<_>>().into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(days: &[Option<&str>], tops: &[&[u32]]) -> Vec<Row> {
        let days: Vec<Option<NaiveDate>> = days.iter().map(|d| d.and_then(|d| d.parse().ok())).collect();
        let rows = pairs(&days, &(0..days.len()).collect::<Vec<_>>(), 9, |n| tops[n].to_vec(), |_, _| true);
        rows.into_iter().filter(|(_, others)| !others.is_empty()).collect()
    }

    #[test]
    fn two_words_within_a_month_make_a_pair() {
        let day = Some("2031-05-01");
        assert_eq!(found(&[day, day, day], &[&[0, 1, 2], &[2, 3], &[1, 2, 4]]), [(2, vec![0])]);
        assert_eq!(found(&[day, Some("2031-06-02")], &[&[0, 1], &[0, 1]]), []);
        assert_eq!(found(&[Some("2031-06-01"), day], &[&[0, 1], &[0, 1]]), [(0, vec![1])]);
        assert_eq!(found(&[None, day, Some("2031-09-01")], &[&[0, 1], &[0, 1], &[0, 1]]), [(0, vec![1, 2])]);
    }

    #[test]
    fn a_word_of_too_many_finds_none() {
        let day = Some("2031-05-01");
        let most = |count: usize| found(&vec![day; count], &vec![&[0, 1][..]; count]).len();
        assert_eq!((most(COMMON + 1), most(COMMON + 9)), (COMMON, COMMON));
    }
}
