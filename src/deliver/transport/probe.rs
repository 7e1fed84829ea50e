use super::endpoint::Endpoint;
use super::smtp;

impl Endpoint {
    /// Tries the way out without a message: a server is greeted and logged into, a program and a folder have to be there.
    ///
    /// # Errors
    /// Says why no message would get out, without a secret.
    pub fn probe(&self) -> Result<(), String> {
        match self {
            Endpoint::Smtp(endpoint) => smtp::probe(endpoint),
            Endpoint::Program(path) if path.is_file() => Ok(()),
            Endpoint::Program(path) => Err(format!("{}: is not there", path.display())),
            // A folder that is not there is made with the first message.
            Endpoint::Folder(path, _) if path.exists() && !path.is_dir() => {
                Err(format!("{}: is no folder", path.display()))
            }
            Endpoint::Folder(..) | Endpoint::Stdout => Ok(()),
        }
    }
}
