//! What people are told of, by which way, and when.

use std::str::FromStr;

use chrono::{Datelike, Days, NaiveTime, TimeDelta, Timelike};

use crate::clock::{self, Time, Zone};
use crate::db::text_column;
use crate::ids::AccountId;

/// Makes an enum of words: all of them, their text, and back.
macro_rules! words {
    ($name:ident { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the database, in the API and in the choice of sentences.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl FromStr for $name {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|word| word.as_str() == text).ok_or(())
            }
        }

        text_column!($name);
    };
}

/// What people are told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// Something was received.
    Receipt,
    /// Somebody decided.
    Decision,
    /// Somebody is asked to join.
    Invitation,
    /// What they wrote was returned, hidden or shown again.
    Moderation,
    /// Somebody commented.
    Comment,
    /// Somebody named them.
    Mention,
    /// Somebody thanked them.
    Thanks,
    /// What they support or follow changed.
    Changed,
    /// Somebody takes part in their idea, or asks them to.
    CoAuthor,
    /// A contest passed on.
    Phase,
    /// Somebody asks for help.
    HelpAsked,
    /// What became of a report.
    Report,
    /// Something waits for the team.
    Queue,
}

words!(NoticeKind {
    Receipt => "receipt",
    Decision => "decision",
    Invitation => "invitation",
    Moderation => "moderation",
    Comment => "comment",
    Mention => "mention",
    Thanks => "thanks",
    Changed => "changed",
    CoAuthor => "co_author",
    Phase => "phase",
    HelpAsked => "help_asked",
    Report => "report",
    Queue => "queue",
});

impl NoticeKind {
    /// Whether it answers what the person did, or asks them: such mails go out at once and are no mailing.
    pub fn is_essential(self) -> bool {
        matches!(self, Self::Receipt | Self::Decision | Self::Invitation)
    }

    /// Whether only the team is told of it.
    pub fn is_for_team(self) -> bool {
        self == Self::Queue
    }

    /// The way it goes as long as the person did not choose.
    pub fn default_channel(self) -> Channel {
        if self.is_essential() { Channel::AtOnce } else { Channel::Digest }
    }
}

/// The way by which something is told. It always stands in the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A mail of its own.
    AtOnce,
    /// In the next digest.
    Digest,
    /// The inbox alone.
    Inbox,
}

words!(Channel { AtOnce => "at_once", Digest => "digest", Inbox => "inbox" });

/// How often a digest is sent, when there is something to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// Each morning.
    Daily,
    /// One morning a week.
    Weekly,
    /// Not at all.
    Never,
}

words!(Frequency { Daily => "daily", Weekly => "weekly", Never => "never" });

/// Hours, on the platform's clocks, in which no mail leaves; over midnight when they begin later than they end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    /// The first quiet hour, 0 to 23.
    pub from: u32,
    /// The first hour that is not quiet any more.
    pub until: u32,
}

impl QuietHours {
    /// When they are over, if it is quiet now.
    pub fn end(self, now: Time, zone: Zone) -> Option<Time> {
        let shown = clock::local(now, zone);
        let hour = shown.hour();
        let is_quiet = if self.from <= self.until {
            (self.from..self.until).contains(&hour)
        } else {
            hour >= self.from || hour < self.until
        };
        let today = shown.date().and_time(NaiveTime::from_hms_opt(self.until, 0, 0)?);
        let end = if hour < self.until { today } else { today + TimeDelta::days(1) };
        is_quiet.then(|| clock::from_local(end, zone))
    }
}

/// The hour, on the platform's clocks, at which digests are due.
pub const DIGEST_HOUR: u32 = 7;

/// What a person chose of digests and hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm {
    /// How often.
    pub digest: Frequency,
    /// The day of a weekly one, 1 for Monday to 7 for Sunday.
    pub digest_day: u32,
    /// When no mail leaves.
    pub quiet: Option<QuietHours>,
}

impl Default for Rhythm {
    fn default() -> Self {
        Self { digest: Frequency::Daily, digest_day: 1, quiet: None }
    }
}

impl Rhythm {
    /// When the last digest was due. What was told before belongs to it.
    pub fn last_due(&self, now: Time, zone: Zone) -> Option<Time> {
        let shown = clock::local(now, zone);
        let back = match self.digest {
            Frequency::Never => return None,
            Frequency::Daily => 0,
            Frequency::Weekly => (shown.weekday().number_from_monday() + 7 - self.digest_day) % 7,
        };
        let day = shown.date().checked_sub_days(Days::new(back.into()))?;
        let due = day.and_hms_opt(DIGEST_HOUR, 0, 0)?;
        let period = if self.digest == Frequency::Weekly { 7 } else { 1 };
        let due = if due <= shown { due } else { due - TimeDelta::days(period) };
        Some(clock::from_local(due, zone))
    }
}

/// Whether somebody is told: not of what they did themselves, unless it answers or asks them, as a decision on many
/// ideas does when one of them is theirs.
pub fn is_news(to: AccountId, kind: NoticeKind, by: Option<AccountId>) -> bool {
    by != Some(to) || kind.is_essential()
}

/// Mails at once that one person gets in an hour, of what strangers cause; what is more waits for the digest.
pub const AT_ONCE_TO_ONE: i64 = 20;
/// Mails at once that one person causes in an hour; what is more waits for the digest.
pub const AT_ONCE_BY_ONE: i64 = 50;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: u32, hour: u32, minute: u32) -> Time {
        chrono::NaiveDate::from_ymd_opt(2026, 3, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
    }

    fn paris() -> Zone {
        "Europe/Paris".parse().unwrap()
    }

    #[test]
    fn quiet_hours_go_over_midnight() {
        let night = QuietHours { from: 20, until: 7 };
        // 18:30 UTC is 19:30 in Paris in winter.
        assert_eq!(night.end(at(2, 18, 30), paris()), None);
        assert_eq!(night.end(at(2, 19, 0), paris()), Some(at(3, 6, 0)));
        assert_eq!(night.end(at(3, 2, 0), paris()), Some(at(3, 6, 0)));
        assert_eq!(night.end(at(3, 6, 0), paris()), None);
        let noon = QuietHours { from: 12, until: 14 };
        assert_eq!(noon.end(at(2, 11, 0), paris()), Some(at(2, 13, 0)));
        assert_eq!(noon.end(at(2, 13, 0), paris()), None);
        assert_eq!(QuietHours { from: 9, until: 9 }.end(at(2, 8, 0), paris()), None);
    }

    #[test]
    fn quiet_hours_follow_summer_time() {
        let night = QuietHours { from: 20, until: 7 };
        // The night in which clocks go forward: 7:00 comes an hour earlier.
        assert_eq!(night.end(at(28, 22, 0), paris()), Some(at(29, 5, 0)));
    }

    #[test]
    fn a_digest_is_due_each_morning_or_one_morning_a_week() {
        let daily = Rhythm::default();
        assert_eq!(daily.last_due(at(4, 5, 59), paris()), Some(at(3, 6, 0)));
        assert_eq!(daily.last_due(at(4, 6, 0), paris()), Some(at(4, 6, 0)));
        // 2 March 2026 is a Monday.
        let thursdays = Rhythm { digest: Frequency::Weekly, digest_day: 4, ..daily };
        assert_eq!(thursdays.last_due(at(5, 5, 0), paris()), Some(at(5, 6, 0) - TimeDelta::days(7)));
        assert_eq!(thursdays.last_due(at(5, 6, 0), paris()), Some(at(5, 6, 0)));
        assert_eq!(thursdays.last_due(at(11, 23, 0), paris()), Some(at(5, 6, 0)));
        assert_eq!(Rhythm { digest: Frequency::Never, ..daily }.last_due(at(4, 6, 0), paris()), None);
    }

    #[test]
    fn nobody_is_told_of_their_own_doings() {
        use crate::ids::Id;
        let (me, other) = (AccountId::from_i64(1), AccountId::from_i64(2));
        assert!(!is_news(me, NoticeKind::Comment, Some(me)));
        assert!(is_news(me, NoticeKind::Receipt, Some(me)) && is_news(me, NoticeKind::Comment, Some(other)));
        assert!(is_news(me, NoticeKind::Phase, None));
    }
}
