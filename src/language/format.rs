//! Dates and numbers as each language writes them.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::Language;

const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2 mars 2026`, `1er mars 2026`; `2 March 2026`.
pub fn date(day: NaiveDate, language: Language) -> String {
    let month = day.month0() as usize;
    match language {
        Language::French if day.day() == 1 => format!("1er {} {}", FRENCH_MONTHS[month], day.year()),
        Language::French => format!("{} {} {}", day.day(), FRENCH_MONTHS[month], day.year()),
        Language::English => format!("{} {} {}", day.day(), ENGLISH_MONTHS[month], day.year()),
    }
}

/// `8 h 30`, `12 h`; `8:30`, `12:00`.
pub fn hour(at: NaiveTime, language: Language) -> String {
    match (language, at.hour(), at.minute()) {
        (Language::French, hour, 0) => format!("{hour}\u{a0}h"),
        (Language::French, hour, minute) => format!("{hour}\u{a0}h\u{a0}{minute:02}"),
        (Language::English, hour, minute) => format!("{hour}:{minute:02}"),
    }
}

/// The date and the hour that clocks show.
pub fn datetime(at: NaiveDateTime, language: Language) -> String {
    let (day, hour, minute) = (date(at.date(), language), at.hour(), at.minute());
    match language {
        Language::French => format!("{day} à {hour}\u{a0}h\u{a0}{minute:02}"),
        Language::English => format!("{day} at {hour}:{minute:02}"),
    }
}

/// Thousands apart by a narrow space in French and a comma in English; at most two decimals, without idle zeros.
pub fn number(value: f64, language: Language) -> String {
    let (separator, point) = match language {
        Language::French => ('\u{202f}', ','),
        Language::English => (',', '.'),
    };
    let text = format!("{:.2}", value.abs());
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    let decimals = decimals.trim_end_matches('0');
    if !decimals.is_empty() {
        out.push(point);
        out.push_str(decimals);
    }
    if value < 0.0 && out.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        out.insert(0, '\u{2212}');
    }
    out
}

/// A share between 0 and 1, in whole percents.
pub fn percent(share: f64, language: Language) -> String {
    let whole = number((share * 100.0).round(), language);
    match language {
        Language::French => format!("{whole}\u{a0}%"),
        Language::English => format!("{whole}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (value, french, english) in [
            (0.0, "0", "0"),
            (-0.001, "0", "0"),
            (999.0, "999", "999"),
            (1_000.0, "1\u{202f}000", "1,000"),
            (-1_234_567.5, "\u{2212}1\u{202f}234\u{202f}567,5", "\u{2212}1,234,567.5"),
        ] {
            assert_eq!(number(value, Language::French), french);
            assert_eq!(number(value, Language::English), english);
        }
    }

    #[test]
    fn hours_are_written_as_they_are_said() {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        assert_eq!(hour(at(12, 0), Language::French), "12\u{a0}h");
        assert_eq!(hour(at(8, 5), Language::French), "8\u{a0}h\u{a0}05");
        assert_eq!(hour(at(8, 5), Language::English), "8:05");
    }

    #[test]
    fn the_first_of_the_month_is_special_in_french() {
        let day = NaiveDate::from_ymd_opt(2026, 8, 1).unwrap();
        assert_eq!(date(day, Language::French), "1er août 2026");
        assert_eq!(date(day, Language::English), "1 August 2026");
    }
}
