//! The `Content-Type` field of a response or a record: media type and character set.

use encoding_rs::Encoding;

/// "text/HTML; charset=x" → "text/html".
pub(super) fn media_type(value: &str) -> String {
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The character set that the field names, where it is one that can be read.
pub(super) fn charset(value: &str) -> Option<&'static Encoding> {
    let lower = value.to_ascii_lowercase();
    let label = lower.split(';').skip(1).find_map(|part| part.trim().strip_prefix("charset="))?;
    Encoding::for_label(label.trim_matches(['"', '\'', ' ']).as_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn types_and_character_sets() {
        assert_eq!(media_type(" Text/HTML ;charset=x"), "text/html");
        assert_eq!(charset("text/html; Charset=\"ISO-8859-2\"").map(|e| e.name()), Some("ISO-8859-2"));
        assert_eq!(charset("text/html"), None);
    }

    proptest! {
        #[test]
        fn any_field_is_read_or_left(value in "\\PC{0,60}") {
            let media = media_type(&value);
            prop_assert!(!media.contains(';') && media.trim() == media);
            let _ = charset(&value);
        }

        #[test]
        fn the_charset_is_found_among_other_parameters(before in "[a-z]{1,6}=[a-z]{1,6}", space in " {0,2}") {
            let value = format!("text/html; {before};{space}charset=iso-8859-2; q=1");
            prop_assert_eq!(charset(&value).map(|e| e.name()), Some("ISO-8859-2"));
        }
    }
}
