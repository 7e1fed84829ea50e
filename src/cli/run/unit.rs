//! Units for systemd and lines for cron.

use std::path::Path;
use std::process::ExitCode;

use chrono_tz::Tz;
use clap::ValueEnum;

use super::super::output::{Output, Stop};
use super::wrong;
use crate::desk::Schedule;

/// `--unit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Unit {
    /// A service and its timer
    Systemd,
    /// A line of a crontab
    Cron,
}

/// The time where none is named.
const AT: &str = "06:30";

impl Unit {
    pub fn print(self, at: Option<&str>, zone: Tz) -> Result<ExitCode, ExitCode> {
        let at = at.unwrap_or(AT);
        Schedule::new(at, zone).map_err(wrong)?;
        let folder = std::env::current_dir().map_err(wrong)?;
        let program = std::env::current_exe().map_err(wrong)?;
        let text = match self {
            Unit::Systemd => systemd(at, zone, &folder, &program),
            Unit::Cron => cron(at, zone, &folder, &program),
        };
        Output::print(None, &text).map_err(|Stop(code)| code)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Exit codes 3 (nothing to report) and 5 (done in part) are no failures of the unit. A run that was missed while the
/// machine was off is made up for.
fn systemd(at: &str, zone: Tz, folder: &Path, program: &Path) -> String {
    let (folder, program) = (folder.display().to_string(), program.display().to_string());
    // A % begins a specifier.
    let (folder, program) = (folder.replace('%', "%%"), program.replace('%', "%%").replace('"', "\\\""));
    format!(
        "# /etc/systemd/system/attache.service\n\
         [Unit]\n\
         Description=attache: today's digest\n\
         Wants=network-online.target\n\
         After=network-online.target\n\n\
         [Service]\n\
         Type=oneshot\n\
         WorkingDirectory={folder}\n\
         ExecStart=\"{program}\" run --report run.json --metrics run.prom\n\
         SuccessExitStatus=3 5\n\n\
         # /etc/systemd/system/attache.timer\n\
         [Unit]\n\
         Description=attache: each day at {at}\n\n\
         [Timer]\n\
         OnCalendar=*-*-* {at}:00 {}\n\
         Persistent=true\n\n\
         [Install]\n\
         WantedBy=timers.target\n",
        zone.name()
    )
}

fn cron(at: &str, zone: Tz, folder: &Path, program: &Path) -> String {
    let (hour, minute) = at.split_once(':').unwrap_or((at, "0"));
    let number = |text: &str| text.parse::<u8>().unwrap_or_default();
    // In a line of cron a % ends the command.
    let quoted = |path: &Path| format!("'{}'", path.display().to_string().replace('\'', "'\\''").replace('%', "\\%"));
    format!(
        "CRON_TZ={}\n{} {} * * * cd {} && {} run --quiet\n",
        zone.name(),
        number(minute),
        number(hour),
        quoted(folder),
        quoted(program)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_cron_has_minute_before_hour_and_no_bare_percent() {
        let line = cron("06:05", Tz::Europe__Paris, Path::new("/a b/50%"), Path::new("/bin/attache"));
        assert_eq!(line, "CRON_TZ=Europe/Paris\n5 6 * * * cd '/a b/50\\%' && '/bin/attache' run --quiet\n");
    }

    #[test]
    fn a_timer_names_its_zone() {
        let unit = systemd("06:30", Tz::Asia__Seoul, Path::new("/srv/desk"), Path::new("/bin/attache"));
        assert!(unit.contains("OnCalendar=*-*-* 06:30:00 Asia/Seoul\nPersistent=true\n"), "{unit}");
        assert!(unit.contains("WorkingDirectory=/srv/desk\nExecStart=\"/bin/attache\" run "), "{unit}");
    }
}
