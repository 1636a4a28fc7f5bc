//! Dates as people and machines write them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};

const WITH_TIME: [&str; 6] = [
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d-%m-%Y %H:%M",
    "%d.%m.%Y %H:%M",
];
const DAYS: [&str; 6] = ["%Y-%m-%d", "%d/%m/%y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d"];

/// The moment that a cell speaks of: a day counts from its beginning, and so does a month or a year alone.
pub(super) fn parse(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return sensible(at.naive_utc());
    }
    let spaced = text.replacen('T', " ", 1);
    let at = WITH_TIME.iter().find_map(|format| NaiveDateTime::parse_from_str(&spaced, format).ok());
    let day = || DAYS.iter().find_map(|format| NaiveDate::parse_from_str(text, format).ok());
    let at = at.or_else(|| Some(day().or_else(|| rough(text))?.and_time(NaiveTime::MIN)));
    at.and_then(sensible)
}

/// `2026` or `2026-03`.
fn rough(text: &str) -> Option<NaiveDate> {
    let (year, month) = text.split_once('-').unwrap_or((text, "1"));
    if year.len() != 4 || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)
}

/// A year with a digit too many or too few is a slip, and both databases would take it.
fn sensible(at: NaiveDateTime) -> Option<NaiveDateTime> {
    use chrono::{Datelike, SubsecRound};
    (1900..=2200).contains(&at.year()).then(|| at.trunc_subsecs(6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_are_written_here() {
        for (text, read) in [
            ("2026-03-02", "2026-03-02 00:00:00"),
            ("02/03/2026", "2026-03-02 00:00:00"),
            ("2/3/26", "2026-03-02 00:00:00"),
            (" 02/03/2026 14:05 ", "2026-03-02 14:05:00"),
            ("2026-03-02T14:05:06+01:00", "2026-03-02 13:05:06"),
            ("2026-03-02T14:05:06.5", "2026-03-02 14:05:06.500"),
            ("2026-03", "2026-03-01 00:00:00"),
            ("2015", "2015-01-01 00:00:00"),
        ] {
            assert_eq!(parse(text).map(|at| at.to_string()).as_deref(), Some(read), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "hier", "31/02/2026", "20266-01-01", "0026-03-02", "12", "2026-13", "-2026", "99999"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
