//! Comments for samples of pages.

use super::{CommentView, CommentsView, PersonView, Shown, ThreadView, WriteView};
use crate::accounts::NameLevel;
use crate::clock::Time;
use crate::comments::rules::LONGEST;
use crate::web::FormState;
use crate::web::paging::Pages;

impl CommentView {
    /// A comment for samples.
    pub fn sample(id: &str, is_first: bool) -> Self {
        Self {
            id: id.into(),
            shown: Shown::Whole,
            is_first,
            name: Some("Anne <b> Martin".into()),
            initials: "AM".into(),
            is_author: !is_first,
            is_erased: false,
            is_own: false,
            text: "Premier paragraphe.\n\n<script>alert(1)</script>".into(),
            at: Time::default(),
            is_edited: true,
            because: String::new(),
            words: String::new(),
            thanks: None,
            is_thanked: false,
            can_thank: true,
            can_edit: false,
            can_withdraw: false,
            can_report: true,
            can_moderate: true,
        }
    }
}

impl CommentsView {
    /// A section for samples, with so many threads.
    pub fn sample(threads: i64) -> Self {
        let id = |thread: i64, place: i64| format!("{:013}", thread * 10 + place);
        let thread = |thread| ThreadView {
            comments: vec![
                CommentView::sample(&id(thread, 1), true),
                CommentView {
                    shown: Shown::Hidden,
                    name: None,
                    text: String::new(),
                    can_thank: false,
                    ..CommentView::sample(&id(thread, 2), false)
                },
                CommentView {
                    shown: Shown::WholeThoughHidden,
                    is_own: true,
                    because: "attack".into(),
                    words: "Sans nommer personne, s’il vous plaît.".into(),
                    thanks: Some(3),
                    can_withdraw: true,
                    can_thank: false,
                    ..CommentView::sample(&id(thread, 3), false)
                },
                CommentView {
                    shown: Shown::Withdrawn,
                    name: None,
                    can_thank: false,
                    ..CommentView::sample(&id(thread, 4), false)
                },
                CommentView { name: None, is_erased: true, ..CommentView::sample(&id(thread, 5), false) },
            ],
            answer_url: Some("/idees/a-0000000000001/commentaires?reponse=0000000000001".into()),
            is_private: thread == 2,
        };
        let person = |value: &str, label: &str| PersonView {
            value: value.into(),
            label: label.into(),
            checked: false,
        };
        Self {
            total: threads * 3,
            threads: (1..=threads).map(thread).collect(),
            pages: Pages::single(),
            write: Some(WriteView {
                action: "/idees/a-0000000000001/commentaires".into(),
                key: "AAAAAAAAAAAAAAAAAAAAAA".into(),
                form: FormState::default(),
                people: vec![
                    person("author-0", "Nadège Corbier"),
                    person("0000000000011", "Anne <b> Martin"),
                ],
                levels: NameLevel::ALL.map(NameLevel::as_str).to_vec(),
                answer_to: None,
                draft: "comment:0000000000001:".into(),
                limit: LONGEST,
                is_private: false,
            }),
            sign_in_url: None,
            report_url: Some("/idees/a-0000000000001/signaler".into()),
        }
    }
}
