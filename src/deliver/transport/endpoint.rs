use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use thiserror::Error;
use url::Url;

use super::Transport;
use super::folder::{Folder, Layout};
use super::program::Program;
use super::smtp::{Smtp, SmtpEndpoint};
use super::stdout::Stdout;
use crate::config::{MailConfig, Password};

/// Where messages are handed over, made ready: names are read, keys are loaded, nothing is opened.
#[derive(Clone)]
pub enum Endpoint {
    /// A server.
    Smtp(Arc<SmtpEndpoint>),
    /// A program that takes a message from its standard input, as sendmail does.
    Program(PathBuf),
    /// A folder.
    Folder(PathBuf, Layout),
    /// Standard output, one message behind the other in the form mbox.
    Stdout,
}

/// Why messages cannot be handed over there. No secret is ever named.
#[derive(Debug, Error)]
pub enum EndpointError {
    /// The address is none of those that attache knows.
    #[error(
        "[mail] url: is no way out: write smtp://HOST:PORT, smtps://HOST, sendmail:/usr/sbin/sendmail, maildir:FOLDER, \
         file:FOLDER or stdout:"
    )]
    Unknown,
    /// The password cannot be had.
    #[error("[mail] {key}: {what}")]
    Password {
        /// The key of the configuration.
        key: &'static str,
        /// What is wrong.
        what: String,
    },
    /// The certificates cannot be read.
    #[error("[mail] ca_file: {0}")]
    Authorities(String),
}

impl Endpoint {
    /// Reads what the configuration says.
    ///
    /// # Errors
    /// [`EndpointError`].
    pub fn of(config: &MailConfig) -> Result<Endpoint, EndpointError> {
        let text = config.url.0.as_str();
        let path = |text: &str| Some(PathBuf::from(text)).filter(|path| !path.as_os_str().is_empty());
        match text.split_once(':') {
            Some(("smtp" | "smtps", _)) => smtp(config),
            Some(("sendmail", program)) => path(program).map(Endpoint::Program).ok_or(EndpointError::Unknown),
            Some(("maildir", folder)) => {
                path(folder).map(|folder| Endpoint::Folder(folder, Layout::Maildir)).ok_or(EndpointError::Unknown)
            }
            Some(("file", folder)) => {
                let folder = folder.strip_prefix("//").unwrap_or(folder);
                path(folder).map(|folder| Endpoint::Folder(folder, Layout::Files)).ok_or(EndpointError::Unknown)
            }
            Some(("stdout", "")) => Ok(Endpoint::Stdout),
            _ => Err(EndpointError::Unknown),
        }
    }

    /// A way out for one message after the other.
    pub fn open(&self) -> Box<dyn Transport> {
        match self {
            Endpoint::Smtp(endpoint) => Box::new(Smtp::new(Arc::clone(endpoint))),
            Endpoint::Program(path) => Box::new(Program::new(path.clone())),
            Endpoint::Folder(path, layout) => Box::new(Folder::new(path.clone(), *layout)),
            Endpoint::Stdout => Box::new(Stdout),
        }
    }

    /// How many can be open at once.
    pub const fn most(&self, wanted: usize) -> usize {
        match self {
            Endpoint::Stdout => 1,
            _ => wanted,
        }
    }

    /// What people call it: without name and password.
    pub fn shown(&self) -> String {
        match self {
            Endpoint::Smtp(endpoint) => format!("{}:{}", endpoint.host, endpoint.port),
            Endpoint::Program(path) | Endpoint::Folder(path, _) => path.display().to_string(),
            Endpoint::Stdout => "standard output".to_owned(),
        }
    }
}

fn smtp(config: &MailConfig) -> Result<Endpoint, EndpointError> {
    let url = Url::parse(&config.url.0).map_err(|_| EndpointError::Unknown)?;
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or(EndpointError::Unknown)?;
    let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    let is_implicit = url.scheme() == "smtps";
    let wants_tls = url.query_pairs().any(|(name, value)| name == "tls" && value == "required");
    if url.query_pairs().any(|(name, value)| name != "tls" || value != "required") || url.path().len() > 1 {
        return Err(EndpointError::Unknown);
    }
    let decoded = |text: &str| {
        let decoded = percent_encoding::percent_decode_str(text).decode_utf8().ok()?;
        Some(decoded.into_owned()).filter(|text| !text.is_empty())
    };
    let user = decoded(url.username()).or_else(|| config.user.clone());
    let password = match url.password().and_then(decoded) {
        Some(password) => Some(password),
        None => config.password.as_ref().map(password).transpose()?,
    };
    let login = match (user, password) {
        (Some(user), Some(password)) => Some((user, password)),
        (None, None) => None,
        (Some(_), None) => {
            return Err(EndpointError::Password { key: "password", what: "is missing beside the user".into() });
        }
        (None, Some(_)) => {
            return Err(EndpointError::Password { key: "user", what: "is missing beside the password".into() });
        }
    };
    Ok(Endpoint::Smtp(Arc::new(SmtpEndpoint {
        port: url.port().unwrap_or(if is_implicit { 465 } else { 587 }),
        host,
        is_implicit,
        wants_tls,
        allows_plain: config.allow_plain,
        login,
        hello: config.from.address.domain().to_owned(),
        timeout: config.timeout,
        tls: crate::tls::client(config.ca_file.as_deref()).map_err(EndpointError::Authorities)?,
    })))
}

fn password(password: &Password) -> Result<String, EndpointError> {
    let wrong = |key, what: String| EndpointError::Password { key, what };
    let first = |key, text: String| match text.lines().next() {
        Some(line) if !line.is_empty() => Ok(line.to_owned()),
        _ => Err(wrong(key, "gives no password in its first line".to_owned())),
    };
    match password {
        Password::Is(secret) => Ok(secret.0.clone()),
        Password::File(path) => {
            let key = "password_file";
            let text = std::fs::read_to_string(path);
            first(key, text.map_err(|error| wrong(key, format!("{}: {error}", path.display())))?)
        }
        Password::Command(command) => {
            let key = "password_command";
            let output = Command::new("sh").args(["-c", command]).output();
            let output = output.map_err(|error| wrong(key, error.to_string()))?;
            if !output.status.success() {
                return Err(wrong(key, format!("ends with {}", output.status)));
            }
            first(key, String::from_utf8_lossy(&output.stdout).into_owned())
        }
    }
}
