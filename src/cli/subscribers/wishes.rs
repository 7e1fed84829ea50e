use chrono::{NaiveTime, Weekday};
use chrono_tz::Tz;
use clap::Args;

use crate::config::named_zone;
use crate::deliver::table;
use crate::model::{MailFormat, Wishes};

/// What a reader can choose.
#[derive(Args)]
pub(super) struct WishArgs {
    /// The language: en, pt-BR
    #[arg(long, value_name = "TAG", value_parser = table::language)]
    lang: Option<String>,
    /// Stories that hold one of these words, semicolons between them; "" for all
    #[arg(long, value_name = "WORDS", value_parser = words)]
    topics: Option<Words>,
    /// Stories that one of these countries plays a part in; "" for all
    #[arg(long, value_name = "NAMES", value_parser = words)]
    countries: Option<Words>,
    /// both (a page and its text) or text
    #[arg(long, value_name = "FORM", value_parser = table::format)]
    format: Option<MailFormat>,
    /// The days whose digests are sent: mon;wed;fri, weekdays, all
    #[arg(long, value_name = "DAYS", value_parser = days)]
    days: Option<Days>,
    /// Not before this time of the day
    #[arg(long, value_name = "HH:MM", value_parser = table::time)]
    time: Option<NaiveTime>,
    /// The time zone of --time and --days
    #[arg(long, value_name = "ZONE", value_parser = named_zone)]
    zone: Option<Tz>,
}

/// A list that is one argument.
#[derive(Clone)]
struct Words(Vec<String>);

#[derive(Clone)]
struct Days(Vec<Weekday>);

fn words(text: &str) -> Result<Words, String> {
    table::words(text).map(Words)
}

fn days(text: &str) -> Result<Days, String> {
    table::days(text).map(Days)
}

impl WishArgs {
    /// Puts what is named in the place of what was chosen before; says whether anything is.
    pub fn lay_over(self, wishes: &mut Wishes) -> bool {
        let before = wishes.clone();
        let WishArgs { lang, topics, countries, format, days, time, zone } = self;
        wishes.lang = lang.or(wishes.lang.take());
        wishes.topics = topics.map_or(std::mem::take(&mut wishes.topics), |words| words.0);
        wishes.countries = countries.map_or(std::mem::take(&mut wishes.countries), |words| words.0);
        wishes.format = format.unwrap_or(wishes.format);
        wishes.days = days.map_or(std::mem::take(&mut wishes.days), |days| days.0);
        wishes.time = time.or(wishes.time);
        wishes.zone = zone.or(wishes.zone);
        before != *wishes
    }
}
