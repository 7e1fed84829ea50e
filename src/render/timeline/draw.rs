use std::fmt::Write;

use minijinja::HtmlEscape;

use super::axis::Axis;
use super::lanes::{Reach, lanes};
use super::measure::{width, wrapped};
use super::{Legend, MOST, Mark, MarkKind, STYLE, Standing, Timeline};

/// Sizes of letters, and distances, in CSS pixels.
const TEXT: f64 = 13.0;
const SMALL: f64 = 11.5;
const LINE: f64 = 16.0;
const EDGE: f64 = 8.0;
/// The axis begins here, so that the name of its first tick has room.
const LEFT: f64 = 24.0;
/// From a mark to its label.
const NEAR: f64 = 11.0;
/// The widest label.
const LABEL: f64 = 270.0;
/// The axis lies here; the names of the ticks stand above it.
const AXIS: f64 = 40.0;

/// A mark with its place.
struct Placed<'a> {
    mark: &'a Mark,
    x: f64,
    x2: f64,
    when: Vec<String>,
    lines: Vec<String>,
}

impl Placed<'_> {
    fn reach(&self) -> Reach {
        let when = self.when.iter().map(|line| width(line, SMALL));
        let words = self.lines.iter().map(|line| width(line, TEXT)).chain(when).fold(0.0, f64::max);
        Reach { from: self.x, to: self.x2 + NEAR + words }
    }

    fn height(&self) -> f64 {
        LINE * (self.when.len() + self.lines.len()) as f64 + 8.0
    }
}

pub(super) fn draw(timeline: &Timeline, width: u32, alone: bool) -> Option<String> {
    let full = f64::from(width.clamp(280, 4000));
    let marks = latest(&timeline.marks);
    let legend = &timeline.legend;
    let (placed, axis) = place(&marks, legend, full)?;
    let lanes = lanes(&placed.iter().map(Placed::reach).collect::<Vec<_>>());
    let tops = tops(&placed, &lanes);
    let bottom = tops.last().copied().unwrap_or(AXIS);
    let mut svg = String::new();
    let body = {
        let mut body = String::new();
        grid(&mut body, &axis, legend, bottom, full);
        leaders(&mut body, &placed, &lanes, &tops);
        for (one, lane) in placed.iter().zip(&lanes) {
            let top = tops.get(*lane).copied().unwrap_or(AXIS);
            one.draw(&mut body, top);
        }
        body
    };
    let (key, height) = key(&marks, legend, full, bottom + 10.0);
    let id = &timeline.id;
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tl\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" \
         viewBox=\"0 0 {} {}\" width=\"{0}\" height=\"{1}\">",
        Px(full),
        Px(height)
    );
    let _ = writeln!(svg, "<title id=\"{id}-t\">{}</title>", HtmlEscape(&timeline.title));
    let _ = writeln!(svg, "<desc id=\"{id}-d\">{}</desc>", HtmlEscape(&in_words(&marks, legend, timeline.marks.len())));
    if alone {
        let _ = writeln!(svg, "<style>\n{STYLE}</style>");
        let _ = writeln!(svg, "<rect class=\"tl-paper\" width=\"100%\" height=\"100%\"/>");
    }
    Some(svg + &body + &key + "</svg>\n")
}

/// The latest marks, by first day.
fn latest(marks: &[Mark]) -> Vec<&Mark> {
    let mut marks: Vec<&Mark> = marks.iter().collect();
    marks.sort_by(|a, b| (a.start.first(), a.end.last(), &a.label).cmp(&(b.start.first(), b.end.last(), &b.label)));
    marks.split_off(marks.len().saturating_sub(MOST))
}

/// What the drawing shows, for those who do not see it.
fn in_words(marks: &[&Mark], legend: &Legend, of: usize) -> String {
    let mut text: Vec<String> = marks.iter().map(|mark| format!("{}: {}", when(mark, legend), mark.label)).collect();
    if of > marks.len() {
        let latest = legend.latest.replace("{n}", &marks.len().to_string());
        text.insert(0, latest.replace("{of}", &of.to_string()));
    }
    text.join(". ") + "."
}

fn when(mark: &Mark, legend: &Legend) -> String {
    match mark.standing {
        Standing::Stated => mark.when.clone(),
        Standing::Planned => format!("{} · {}", mark.when, legend.planned),
        Standing::Cancelled => format!("{} · {}", mark.when, legend.cancelled),
    }
}

/// Puts the marks on an axis that ends where the last labels have room beside it.
fn place<'a>(marks: &[&'a Mark], legend: &Legend, full: f64) -> Option<(Vec<Placed<'a>>, Axis)> {
    let first = marks.iter().map(|mark| mark.start.first()).min()?;
    let last = marks.iter().map(|mark| mark.end.last()).max()?.max(first);
    let most = LABEL.min(full * 0.62);
    let end = |mark: &Mark| mark.end.last().max(mark.start.first());
    let label = |mark: &Mark, room: f64| wrapped(&mark.label, TEXT, room, 3);
    let whole = Axis::new(first, last, LEFT, full - EDGE);
    let mut right = full - EDGE;
    for mark in marks {
        let words =
            label(mark, most).iter().map(|line| width(line, TEXT)).fold(width(&when(mark, legend), SMALL), f64::max);
        let share = whole.share(end(mark)).max(0.01);
        right = right.min(LEFT + (full - LEFT - EDGE - NEAR * 2.0 - words) / share);
    }
    let axis = whole.to(right.max(full * 0.34));
    let placed = marks.iter().map(|mark| {
        let x = axis.x(mark.start.first());
        let x2 = axis.x(end(mark)).max(x);
        let room = (full - EDGE - x2 - NEAR).min(most).max(40.0);
        let days = wrapped(&when(mark, legend), SMALL, full - EDGE - x2 - NEAR, 2);
        Placed { mark, x, x2, when: days, lines: label(mark, room) }
    });
    Some((placed.collect(), axis))
}

/// The upper edge of each lane, and the lower edge of the last.
fn tops(placed: &[Placed<'_>], lanes: &[usize]) -> Vec<f64> {
    let count = lanes.iter().max().map_or(0, |lane| lane + 1);
    let mut tops = vec![AXIS + 12.0];
    for lane in 0..count {
        let own = placed.iter().zip(lanes).filter(|(_, of)| **of == lane).map(|(one, _)| one.height());
        tops.push(tops.last().copied().unwrap_or(AXIS) + own.fold(0.0, f64::max));
    }
    tops
}

fn grid(svg: &mut String, axis: &Axis, legend: &Legend, bottom: f64, full: f64) {
    let (left, right) = axis.ends();
    let ticks = axis.ticks(legend);
    for tick in &ticks {
        let x = Px(tick.x);
        let _ = writeln!(svg, "<path class=\"tl-grid\" d=\"M{x} {}V{}\"/>", Px(AXIS), Px(bottom));
        let anchor = anchor(tick.x, &tick.label, full);
        let label = HtmlEscape(&tick.label);
        let _ = writeln!(svg, "<text class=\"tl-tick\" x=\"{x}\" y=\"{}\"{anchor}>{label}</text>", Px(AXIS - 7.0));
        if let Some(year) = tick.year {
            let _ = writeln!(svg, "<text class=\"tl-year\" x=\"{x}\" y=\"{}\"{anchor}>{year}</text>", Px(AXIS - 22.0));
        }
    }
    let _ = writeln!(svg, "<path class=\"tl-axis\" d=\"M{} {}H{}\"/>", Px(left), Px(AXIS), Px(right));
}

/// A tick's name stands in the middle over it, but at the edges of the drawing.
fn anchor(x: f64, label: &str, full: f64) -> &'static str {
    let half = width(label, SMALL) / 2.0;
    if x - half < 0.0 {
        ""
    } else if x + half > full {
        " text-anchor=\"end\""
    } else {
        " text-anchor=\"middle\""
    }
}

fn leaders(svg: &mut String, placed: &[Placed<'_>], lanes: &[usize], tops: &[f64]) {
    for (one, lane) in placed.iter().zip(lanes) {
        let top = tops.get(*lane).copied().unwrap_or(AXIS);
        let _ = writeln!(svg, "<path class=\"tl-leader\" d=\"M{} {}V{}\"/>", Px(one.x), Px(AXIS), Px(top + 8.0));
    }
}

impl Placed<'_> {
    fn draw(&self, svg: &mut String, top: f64) {
        let class = match self.mark.standing {
            Standing::Stated => "",
            Standing::Planned => " tl-planned",
            Standing::Cancelled => " tl-cancelled",
        };
        let _ = writeln!(svg, "<g class=\"tl-{}{class}\">", self.mark.kind.as_str());
        let (x, y) = (self.x, top + 8.0);
        if self.x2 - self.x > 3.0 {
            let vague = if self.mark.start.is_day() { "" } else { " tl-vague" };
            let _ = writeln!(
                svg,
                "<rect class=\"tl-bar{vague}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"6\" rx=\"3\"/>",
                Px(x),
                Px(y - 3.0),
                Px(self.x2 - x)
            );
        }
        symbol(svg, self.mark.kind, x, y);
        let at = Px(self.x2 + NEAR);
        let when = self.when.iter().map(|line| ("tl-when", line));
        for (n, (class, line)) in when.chain(self.lines.iter().map(|line| ("tl-label", line))).enumerate() {
            let y = Px(y + 4.0 + LINE * n as f64);
            let _ = writeln!(svg, "<text class=\"{class}\" x=\"{at}\" y=\"{y}\">{}</text>", HtmlEscape(line));
        }
        svg.push_str("</g>\n");
    }
}

fn symbol(svg: &mut String, kind: MarkKind, x: f64, y: f64) {
    let path = match kind {
        MarkKind::Visit => format!("M{} {y}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z", Px(x - 5.0), y = Px(y)),
        MarkKind::Talks => format!("M{} {}l6 6l-6 6l-6 -6z", Px(x), Px(y - 6.0)),
        MarkKind::Agreement => format!("M{} {}h10v10h-10z", Px(x - 5.0), Px(y - 5.0)),
        MarkKind::Sanction => format!("M{} {}l6.5 11h-13z", Px(x), Px(y - 6.5)),
        MarkKind::Other => format!("M{} {y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z", Px(x - 3.5), y = Px(y)),
    };
    let _ = writeln!(svg, "<path class=\"tl-mark\" d=\"{path}\"/>");
}

/// The key below the drawing, and the height of the whole.
fn key(marks: &[&Mark], legend: &Legend, full: f64, top: f64) -> (String, f64) {
    let (mut svg, mut x, mut y) = (String::new(), EDGE + 8.0, top + 12.0);
    let mut entry = |kind: MarkKind, name: &str, class: &str| {
        let room = 14.0 + width(name, SMALL) + 18.0;
        if x + room > full && x > EDGE + 8.0 {
            (x, y) = (EDGE + 8.0, y + 18.0);
        }
        let _ = writeln!(svg, "<g class=\"tl-{}{class}\">", kind.as_str());
        symbol(&mut svg, kind, x, y);
        let _ = writeln!(
            svg,
            "<text class=\"tl-key\" x=\"{}\" y=\"{}\">{}</text></g>",
            Px(x + 11.0),
            Px(y + 4.0),
            HtmlEscape(name)
        );
        x += room;
    };
    for kind in MarkKind::ALL.into_iter().filter(|kind| marks.iter().any(|mark| mark.kind == *kind)) {
        entry(kind, legend.kind(kind), "");
    }
    if let Some(planned) = marks.iter().find(|mark| mark.standing == Standing::Planned) {
        entry(planned.kind, &legend.hollow, " tl-planned");
    }
    (svg, y + 14.0)
}

/// A length, to the tenth of a pixel.
#[derive(Clone, Copy)]
struct Px(f64);

impl std::fmt::Display for Px {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = (self.0 * 10.0).round() / 10.0;
        write!(f, "{}", if tenths == 0.0 { 0.0 } else { tenths })
    }
}
