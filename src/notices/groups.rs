//! Notices as they are shown, in the inbox and in mails: grouped by what they are about, the newest first.

use std::collections::BTreeMap;

use serde::Serialize;

use super::describe::Described;
use super::rules::NoticeKind;
use super::store::NoticeRow;
use crate::clock::Time;
use crate::ids::NoticeId;

/// What belongs together: an idea, and what was said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Its name.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Whether some of it was not read yet.
    pub is_unread: bool,
    /// What there is to tell, the newest first.
    pub lines: Vec<Line>,
}

/// One thing told; told several times, it is one line with its newest time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The notices that it stands for.
    pub ids: Vec<NoticeId>,
    /// Chooses the sentence.
    pub kind: NoticeKind,
    /// The kind of the object: the sentence may speak of it.
    pub object: String,
    /// The object's name, where it is not the group's.
    pub title: Option<String>,
    /// Its address.
    pub url: String,
    /// What it says.
    pub excerpt: Option<String>,
    /// When it was last told.
    pub at: Time,
    /// How often.
    pub count: usize,
    /// Whether some of it was not read yet.
    pub is_unread: bool,
}

/// Groups notices, given the newest first. Those about what may not be seen any more are answered apart.
pub fn group(
    notices: Vec<NoticeRow>,
    described: &BTreeMap<(String, i64), Described>,
) -> (Vec<Group>, Vec<NoticeRow>) {
    let (mut groups, mut gone): (Vec<Group>, Vec<NoticeRow>) = (Vec::new(), Vec::new());
    for notice in notices {
        match described.get(&(notice.object_kind.clone(), notice.object_id)) {
            Some(words) => add(&mut groups, notice, words),
            None => gone.push(notice),
        }
    }
    (groups, gone)
}

fn add(groups: &mut Vec<Group>, notice: NoticeRow, words: &Described) {
    let (title, url) = words.group.clone().unwrap_or_else(|| (words.title.clone(), words.url.clone()));
    let is_unread = notice.read_at.is_none();
    let place = groups.iter().position(|group| group.url == url).unwrap_or_else(|| {
        groups.push(Group { title, url, is_unread: false, lines: Vec::new() });
        groups.len() - 1
    });
    let group = &mut groups[place];
    group.is_unread |= is_unread;
    let known = group
        .lines
        .iter_mut()
        .find(|line| line.kind == notice.kind && line.object == notice.object_kind && line.url == words.url);
    if let Some(line) = known {
        line.ids.push(notice.id);
        line.count += 1;
        line.is_unread |= is_unread;
        return;
    }
    // Of what several lines are about, the text stands once.
    let is_said = group.lines.iter().any(|line| line.url == words.url);
    let own_title = words.group.is_some().then(|| words.title.clone());
    group.lines.push(Line {
        ids: vec![notice.id],
        kind: notice.kind,
        object: notice.object_kind,
        title: own_title,
        url: words.url.clone(),
        excerpt: words.excerpt.clone().filter(|_| !is_said),
        at: notice.created_at,
        count: 1,
        is_unread,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{AccountId, Id};
    use crate::notices::Channel;

    fn notice(id: i64, kind: NoticeKind, object: (&str, i64), is_read: bool) -> NoticeRow {
        NoticeRow {
            id: NoticeId::from_i64(id),
            account_id: AccountId::from_i64(1),
            kind,
            object_kind: object.0.into(),
            object_id: object.1,
            by_id: None,
            channel: Channel::Digest,
            mail_id: None,
            created_at: Time::default() + chrono::TimeDelta::minutes(id),
            read_at: is_read.then(Time::default),
            settled_at: None,
        }
    }

    fn words(title: &str, url: &str, group: Option<(&str, &str)>) -> Described {
        let group = group.map(|(title, url)| (title.to_owned(), url.to_owned()));
        Described { title: title.into(), url: url.into(), excerpt: None, group }
    }

    #[test]
    fn what_belongs_together_stands_together() {
        let described = BTreeMap::from([
            (("idea".to_owned(), 1), words("Vaisselle", "/idees/1", None)),
            (("idea".to_owned(), 2), words("Bruit", "/idees/2", None)),
            (("comment".to_owned(), 5), words("Oui !", "/idees/1#c5", Some(("Vaisselle", "/idees/1")))),
        ]);
        let notices = vec![
            notice(9, NoticeKind::Comment, ("comment", 5), false),
            notice(8, NoticeKind::Changed, ("idea", 2), true),
            notice(7, NoticeKind::Changed, ("idea", 2), false),
            notice(6, NoticeKind::Decision, ("idea", 1), true),
            notice(5, NoticeKind::Comment, ("comment", 6), false),
        ];
        let (groups, gone) = group(notices, &described);
        let seen: Vec<_> = groups.iter().map(|group| (group.title.as_str(), group.lines.len())).collect();
        assert_eq!(seen, [("Vaisselle", 2), ("Bruit", 1)]);
        let twice = &groups[1].lines[0];
        assert_eq!(
            (twice.count, twice.is_unread, twice.at.to_string()),
            (2, true, "1970-01-01 00:08:00".into())
        );
        assert_eq!(groups[0].lines[0].title.as_deref(), Some("Oui !"));
        assert_eq!(gone.len(), 1);
    }
}
