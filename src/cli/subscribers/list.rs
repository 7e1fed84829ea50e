use std::process::ExitCode;

use clap::{Args as ClapArgs, ValueEnum};
use comfy_table::{Table, presets};

use super::ListArg;
use crate::cli::output::{Output, Stop};
use crate::cli::{desk, talk};
use crate::model::{Subscriber, SubscriberStatus};
use crate::store::Store;
use crate::text::printable;

/// Arguments of `attache subscribers list`.
#[derive(ClapArgs)]
pub struct Args {
    /// Those of this status
    #[arg(long, value_enum)]
    status: Option<SubscriberStatus>,
    /// Those of all lists
    #[arg(long, conflicts_with_all = ["list", "desk"])]
    all: bool,
    /// The form that comes out
    #[arg(short, long, value_enum, default_value_t = Form::Table)]
    format: Form,
    #[command(flatten)]
    list: ListArg,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A table
    Table,
    /// One JSON object a line
    Json,
}

impl Args {
    pub fn run(self) -> Result<ExitCode, ExitCode> {
        let place = self.list.read()?;
        let store = Store::open(&place.store).map_err(desk::fail)?;
        let list = Some(place.list.as_str()).filter(|_| !self.all);
        let readers = store.subscribers(list, self.status).map_err(desk::fail)?;
        if readers.is_empty() {
            talk::note("there is nobody; `attache subscribers add` puts somebody on the list");
            return Ok(ExitCode::from(3));
        }
        let text = match self.format {
            Form::Table => table(&readers),
            Form::Json => readers
                .iter()
                .filter_map(|reader| serde_json::to_string(reader).ok())
                .fold(String::new(), |text, line| text + &line + "\n"),
        };
        Output::print(None, &text).map_err(|Stop(code)| code)?;
        Ok(ExitCode::SUCCESS)
    }
}

fn table(readers: &[Subscriber]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(["list", "address", "name", "status", "chosen"]);
    for reader in readers {
        let wishes = &reader.wishes;
        let chosen: Vec<&str> = wishes.countries.iter().chain(&wishes.topics).map(String::as_str).collect();
        table.add_row([
            printable(&reader.list).into_owned(),
            printable(&reader.address.to_string()).into_owned(),
            printable(reader.name.as_deref().unwrap_or_default()).into_owned(),
            reader.status.as_str().to_owned(),
            printable(&chosen.join("; ")).into_owned(),
        ]);
    }
    let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    lines.join("\n") + "\n"
}
