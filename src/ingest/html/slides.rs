//! Galleries within an article: numbered pictures with their captions.

use super::blocks::Block;

/// Slides that make a gallery.
const SLIDES: usize = 4;
/// Blocks of the caption of a slide.
const CAPTION: usize = 2;

/// The body without its galleries: `3/12 The harbour`, each with a caption, up to the last one's.
pub(super) fn without_slides(body: Vec<Block>) -> Vec<Block> {
    let slides: Vec<(usize, Slide)> =
        body.iter().enumerate().filter_map(|(at, block)| Some((at, Slide::of(&block.text)?))).collect();
    let mut dropped = vec![false; body.len()];
    for run in slides.chunk_by(|(_, one), (_, next)| one.of == next.of && one.n < next.n) {
        let (Some((first, _)), Some((last, _))) = (run.first(), run.last()) else { continue };
        let gaps =
            run.windows(2).map(|pair| pair.last().map_or(0, |(at, _)| *at) - pair.first().map_or(0, |(at, _)| *at));
        let caption = gaps.clone().min().unwrap_or(1);
        if run.len() >= SLIDES && gaps.max().is_some_and(|widest| widest <= 1 + CAPTION) {
            dropped.iter_mut().take(last + caption).skip(*first).for_each(|drop| *drop = true);
        }
    }
    let mut dropped = dropped.into_iter();
    body.into_iter().filter(|_| !dropped.next().unwrap_or_default()).collect()
}

/// The number of a picture, and how many there are.
struct Slide {
    n: usize,
    of: usize,
}

impl Slide {
    fn of(text: &str) -> Option<Slide> {
        let (n, rest) = text.split_once('/')?;
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let slide = Slide { n: number(n)?, of: number(rest.get(..digits)?)? };
        (slide.n >= 1 && slide.n <= slide.of).then_some(slide)
    }
}

fn number(text: &str) -> Option<usize> {
    (text.len() <= 3).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &[&str]) -> Vec<String> {
        let body = body.iter().map(|text| Block { text: (*text).to_owned(), ..Block::default() }).collect();
        without_slides(body).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn a_gallery_goes_with_its_captions() {
        let body = [
            "One.",
            "1/5 The quay",
            "At dawn.",
            "2/5 The hall",
            "At noon.",
            "3/5 Lamps",
            "Lit.",
            "5/5 Boats",
            "Out.",
            "Two.",
        ];
        assert_eq!(of(&body), ["One.", "Two."]);
        assert_eq!(of(&["One.", "1/4", "2/4", "3/4", "4/4", "Two."]), ["One.", "Two."]);
    }

    #[test]
    fn numbers_that_count_nothing_stay() {
        let body = ["9/11 is remembered.", "24/7 work.", "5/4 time.", "1/2 cup.", "Two."];
        assert_eq!(of(&body), body);
        let days = ["1/5 Talks begin.", "a", "b", "c", "2/5 They go on.", "d", "3/5 A break.", "e", "4/5 The end."];
        assert_eq!(of(&days), days);
    }
}
