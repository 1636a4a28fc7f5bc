//! Sending an idea: one's own, or a colleague's.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::call::Call;
use super::{NewIdea, Sending, telling};
use crate::accounts::{self, Account, Actor, NameLevel, NewPerson};
use crate::app::App;
use crate::contests::{self, Contest, Moderation};
use crate::db;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::rules::{Channel, IdeaState};
use crate::ideas::store::{self, Author, Idea, IdeaWords, Review, VersionRow};
use crate::ids::{AccountId, Id, IdeaId, QuestionId};
use crate::transaction::Transaction;

/// The most characters of each part of an idea.
pub struct Limits {
    /// One line.
    pub title: usize,
    /// What goes wrong today.
    pub problem: usize,
    /// What is proposed.
    pub body: usize,
    /// Who would be better off.
    pub beneficiaries: usize,
    /// A name, a trade, a site.
    pub short: usize,
    /// Why it differs from another.
    pub differs: usize,
}

/// The limits of every form and of the API.
pub const LIMITS: Limits =
    Limits { title: 120, problem: 3_000, body: 5_000, beneficiaries: 500, short: 120, differs: 500 };

/// For whom an idea is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Behalf {
    /// For oneself.
    #[default]
    Myself,
    /// For a colleague who is there.
    Colleague,
    /// For who filled in a paper card.
    Paper,
}

impl Behalf {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Myself, Self::Colleague, Self::Paper];

    /// The word in forms and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Myself => "myself",
            Self::Colleague => "colleague",
            Self::Paper => "paper",
        }
    }

    fn read(text: &str) -> Option<Self> {
        if text.is_empty() {
            Some(Self::Myself)
        } else {
            Self::ALL.into_iter().find(|one| one.as_str() == text)
        }
    }

    fn channel(self) -> Channel {
        match self {
            Self::Myself => Channel::Web,
            Self::Colleague => Channel::Behalf,
            Self::Paper => Channel::Paper,
        }
    }
}

/// An idea as it was typed: what forms send and drafts keep.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedIdea {
    /// One line.
    pub title: String,
    /// What goes wrong today.
    pub problem: String,
    /// What is proposed.
    pub body: String,
    /// Who would be better off.
    pub beneficiaries: String,
    /// The theme.
    pub category: String,
    /// `public`, `community` or `team`; empty means public.
    pub name_level: String,
    /// What others read in place of the name.
    pub pseudonym: String,
    /// The author's trade; empty means as in their profile.
    pub trade: String,
    /// The author's site; empty means as in their profile.
    pub site: String,
    /// `myself`, `colleague` or `paper`; empty means myself.
    pub behalf: String,
    /// The colleague's name.
    pub author_name: String,
    /// The colleague's address, if they have one.
    pub author_email: String,
    /// `on` when the colleague agrees.
    pub consent: String,
    /// The similar idea that was shown.
    pub differs_from: String,
    /// Why this one is different.
    pub differs_because: String,
    /// The version of the charter that is accepted, or nothing.
    pub charter: String,
    /// The answers to the contest's questions, by the question's id.
    pub answers: BTreeMap<String, Vec<String>>,
}

/// What was typed, checked.
struct Checked {
    words: IdeaWords,
    level: NameLevel,
    pseudonym: String,
    trade: String,
    site: String,
    behalf: Behalf,
    author_name: String,
    author_email: Option<String>,
    differs: Option<(IdeaId, String)>,
    answers: Vec<(QuestionId, Vec<String>)>,
}

impl TypedIdea {
    /// What it says, without the spaces that nobody sees.
    fn said(&self) -> [String; 4] {
        let plain = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        [&self.title, &self.problem, &self.body, &self.beneficiaries].map(plain)
    }

    /// Whether it says what an idea says.
    pub fn is_of(&self, idea: &Idea) -> bool {
        let (title, problem, body) = (idea.title.clone(), idea.problem.clone(), idea.body.clone());
        let sent =
            Self { title, problem, body, beneficiaries: self.beneficiaries.clone(), ..Self::default() };
        self.said() == sent.said()
    }

    /// Whether it is the beginning of another: kept while one typed, and sent with it.
    fn is_beginning_of(&self, whole: &Self) -> bool {
        self.said().iter().zip(whole.said()).all(|(part, whole)| whole.starts_with(part.as_str()))
    }

    /// The words alone, with their faults noted.
    pub(super) fn words(&self, errors: &mut FieldErrors) -> IdeaWords {
        let title: String = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        IdeaWords {
            title: errors.text("title", &title, LIMITS.title),
            problem: errors.text("problem", &self.problem, LIMITS.problem),
            body: errors.text("body", &self.body, LIMITS.body),
            beneficiaries: errors.optional_text("beneficiaries", &self.beneficiaries, LIMITS.beneficiaries),
            category: errors.optional_text("category", &self.category, LIMITS.short),
        }
    }

    fn checked(&self, call: &Call, domains: &[String]) -> AppResult<Checked> {
        let mut errors = FieldErrors::default();
        let words = self.words(&mut errors);
        call.check_category(&words.category, &mut errors);
        let answers = call.check_answers(&self.answers, &mut errors);
        if call.must_accept && self.charter != call.contest.charter_version.to_string() {
            errors.add("charter", if self.charter.is_empty() { "charter" } else { "charter-changed" });
        }
        let behalf = Behalf::read(&self.behalf);
        if behalf.is_none() {
            errors.add("behalf", "unknown-choice");
        }
        let behalf = behalf.unwrap_or_default();
        let level = if self.name_level.is_empty() { Ok(NameLevel::Public) } else { self.name_level.parse() };
        if level.is_err() {
            errors.add("name_level", "unknown-choice");
        }
        let pseudonym = errors.optional_text("pseudonym", &self.pseudonym, LIMITS.short);
        let (author_name, author_email) = self.colleague(behalf, domains, &mut errors);
        let checked = Checked {
            words,
            level: level.unwrap_or_default(),
            pseudonym,
            trade: errors.optional_text("trade", &self.trade, LIMITS.short),
            site: errors.optional_text("site", &self.site, LIMITS.short),
            behalf,
            author_name,
            author_email,
            differs: self.differs(&mut errors),
            answers,
        };
        errors.check()?;
        Ok(checked)
    }

    fn colleague(
        &self,
        behalf: Behalf,
        domains: &[String],
        errors: &mut FieldErrors,
    ) -> (String, Option<String>) {
        if behalf == Behalf::Myself {
            return (String::new(), None);
        }
        let name = errors.text("author_name", &self.author_name, LIMITS.short);
        if self.consent != "on" {
            errors.add("consent", "consent");
        }
        if self.author_email.trim().is_empty() {
            return (name, None);
        }
        match accounts::checked_address(&self.author_email, domains) {
            Ok(address) => (name, Some(address)),
            Err(AppError::Invalid(faults)) => {
                faults.0.iter().for_each(|fault| errors.add("author_email", fault.kind));
                (name, None)
            }
            Err(_) => (name, None),
        }
    }

    /// Without words, or about an idea that is none, there is nothing to say.
    fn differs(&self, errors: &mut FieldErrors) -> Option<(IdeaId, String)> {
        let because = errors.optional_text("differs_because", &self.differs_because, LIMITS.differs);
        let from = self.differs_from.parse().ok()?;
        Some((from, because)).filter(|(_, because)| !because.is_empty())
    }
}

/// Sends an idea to a contest.
pub struct SubmitIdea {
    /// To which contest.
    pub contest: String,
    /// What names this sending: the same again is the same idea.
    pub key: String,
    /// What was typed.
    pub typed: TypedIdea,
}

/// An idea that came in.
#[derive(Debug)]
pub struct Submitted {
    /// The idea, with its number.
    pub idea: Idea,
    /// Whether it came in now, or had before.
    pub is_new: bool,
}

impl SubmitIdea {
    /// Takes the idea in. Sent twice, it is one idea; its receipt is the same.
    ///
    /// # Errors
    ///
    /// Faults of the fields; [`AppError::SignInFirst`]; [`AppError::Refused`] when the contest takes no ideas now;
    /// [`AppError::NotFound`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Submitted> {
        let me = actor.signed_in()?;
        let (actor, domains) = (actor.clone(), app.config.email_domains.clone());
        let zone = app.config.time_zone;
        app.write(move |tx| {
            let contest = contests::find_by_slug(tx, &actor, &self.contest)?.ok_or(AppError::NotFound)?;
            let source_ref = format!("web:{}", checked_key(&self.key)?);
            // Who sends to one contest waits for the one before: of two clicks at once the second finds the first's idea.
            db::take_turn(tx, contest.id.as_i64())?;
            // Told before anything else, so that a sending that was answered to nobody is answered again.
            if let Some(idea) = store::find_by_ref(tx, contest.id, &source_ref)? {
                let is_own = store::is_own(tx, &actor, idea.id)?;
                return if is_own { Ok(Submitted { idea, is_new: false }) } else { Err(AppError::NotFound) };
            }
            let contest = contests::for_submission(tx, zone, &actor, &self.contest)?;
            let call = Call::new(tx, contest, me)?;
            let checked = self.typed.checked(&call, &domains)?;
            if checked.author_email.is_some() {
                accounts::count_writing_to(tx, &actor)?;
            }
            let idea = take(tx, me, &call, source_ref, checked)?;
            store::delete_draft(tx, &self.key)?;
            drop_beginnings(tx, me, &idea, &self.typed)?;
            Ok(Submitted { idea, is_new: true })
        })
        .await
    }
}

/// A session that expired in between, or a second tab, left drafts of the same words: taken up again, they would be sent
/// a second time.
fn drop_beginnings(tx: &mut Transaction<'_>, me: AccountId, idea: &Idea, sent: &TypedIdea) -> AppResult<()> {
    for draft in store::list_drafts(tx, me)? {
        let typed = serde_json::from_str::<TypedIdea>(&draft.content).unwrap_or_default();
        if draft.contest_id == idea.contest_id && typed.is_beginning_of(sent) {
            store::delete_draft(tx, &draft.key)?;
        }
    }
    Ok(())
}

/// A key is a word of ours, which forms carry.
///
/// # Errors
///
/// [`AppError::StaleForm`] for what no form of ours carries.
pub fn checked_key(key: &str) -> AppResult<&str> {
    let is_key = (16..=64).contains(&key.len())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if is_key { Ok(key) } else { Err(AppError::StaleForm) }
}

fn take(
    tx: &mut Transaction<'_>,
    me: AccountId,
    call: &Call,
    source_ref: String,
    checked: Checked,
) -> AppResult<Idea> {
    let contest = &call.contest;
    let account = accounts::find(tx, me)?.ok_or(AppError::SignInFirst)?;
    let filed_by = (checked.behalf != Behalf::Myself).then_some(me);
    let author = author(tx, &account, &checked)?;
    let or_profile = |typed: &str, own: &str| {
        let from_profile = typed.is_empty() && filed_by.is_none();
        if from_profile { own.to_owned() } else { typed.to_owned() }
    };
    let state = first_state(contest);
    let words = checked.words.clone();
    let idea = NewIdea {
        contest_id: contest.id,
        trade: or_profile(&checked.trade, &account.trade),
        site: or_profile(&checked.site, &account.site),
        direction: if filed_by.is_none() { account.direction.clone() } else { String::new() },
        source_ref: source_ref.clone(),
        submitted_at: tx.now(),
        authors: vec![author],
        sending: Sending { state, channel: checked.behalf.channel(), filed_by, differs: checked.differs },
        words: checked.words,
    };
    super::insert_all(tx, Some(me), contest.standing().shown_to(), vec![idea])?;
    let idea = store::find_by_ref(tx, contest.id, &source_ref)?.ok_or(AppError::NotFound)?;
    store::insert_version(tx, &version_of(&idea, &words, 1, Some(me)))?;
    review(tx, &idea, state, Some(me))?;
    store::set_answers(tx, idea.id, &checked.answers)?;
    if call.must_accept {
        contests::accept_charter(tx, contest, me, contest.charter_version)?;
    }
    telling::received(tx, &idea)?;
    Ok(idea)
}

/// Where a new idea begins: before the team's eyes or everybody's, as the contest says.
pub(super) fn first_state(contest: &Contest) -> IdeaState {
    match contest.moderation {
        Moderation::Before => IdeaState::Submitted,
        Moderation::After => IdeaState::Published,
    }
}

fn author(tx: &mut Transaction<'_>, account: &Account, checked: &Checked) -> AppResult<Author> {
    let (level, pseudonym) = (checked.level, checked.pseudonym.clone());
    if checked.behalf == Behalf::Myself {
        let name = account.display_name.clone();
        return Ok(Author { name, account_id: Some(account.id), level, pseudonym });
    }
    let name = checked.author_name.clone();
    let account_id = match &checked.author_email {
        Some(email) => {
            let person = NewPerson {
                email: email.clone(),
                name: name.clone(),
                trade: checked.trade.clone(),
                site: checked.site.clone(),
                direction: String::new(),
            };
            Some(accounts::ensure_account(tx, person)?)
        }
        None => None,
    };
    Ok(Author { name, account_id, level, pseudonym })
}

/// A version about to be kept.
pub(super) fn version_of(idea: &Idea, words: &IdeaWords, version: i32, by: Option<AccountId>) -> VersionRow {
    let words = words.clone();
    VersionRow {
        idea_id: idea.id,
        version,
        title: words.title,
        problem: words.problem,
        body: words.body,
        beneficiaries: words.beneficiaries,
        category: words.category,
        edited_by: by,
        edited_at: idea.updated_at,
        batch_id: None,
    }
}

/// Notes the first state of an idea.
fn review(tx: &mut Transaction<'_>, idea: &Idea, state: IdeaState, by: Option<AccountId>) -> AppResult<()> {
    let review = Review {
        id: tx.new_id(),
        idea_id: idea.id,
        state,
        reason: String::new(),
        words: String::new(),
        reviewed_by: by,
        reviewed_at: tx.now(),
        batch_id: None,
    };
    Ok(store::insert_review(tx, &review)?)
}
