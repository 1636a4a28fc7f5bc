//! Sending a need form in, by itself or from a mini-lab, and moving it along its way.

use std::collections::BTreeMap;

use serde_json::json;

use super::rules::{self, Action, CheckedText, NeedFormText, NeedState, Standing};
use super::store::{self, NeedForm};
use crate::accounts::{self, Account, Actor, Role};
use crate::app::App;
use crate::audience::Audience;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountId, NeedFormId};
use crate::language::Language;
use crate::mail::{self, Content};
use crate::minilabs::{self, MiniLab};
use crate::notices::{self, Notice, NoticeKind};
use crate::transaction::Transaction;

/// Sends a need form in that comes from no mini-lab.
pub struct SubmitNeedForm {
    /// As typed.
    pub text: NeedFormText,
}

impl SubmitNeedForm {
    /// Checks it, writes it down and tells the animators.
    ///
    /// # Errors
    ///
    /// The faults of the fields; [`AppError::SignInFirst`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<NeedForm> {
        let standing = Standing { is_own: true, is_from_visible_minilab: false };
        actor.require(rules::may(actor, Action::Submit, standing))?;
        submit(app, actor, self.text.checked()?, None).await
    }
}

/// Sends a mini-lab on to the laboratory.
pub struct PromoteMiniLab {
    /// The end of its address.
    pub slug: String,
    /// As typed.
    pub text: NeedFormText,
}

impl PromoteMiniLab {
    /// Checks the form, writes it down and tells the animators. The same form sent twice is one.
    ///
    /// # Errors
    ///
    /// The faults of the fields; [`AppError::NotFound`], [`AppError::Forbidden`]; refused with `minilab-promoted` when
    /// the mini-lab has another form already.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<NeedForm> {
        let (who, slug) = (actor.clone(), self.slug);
        let lab = app.read(move |conn| minilabs::find_by_slug(conn, &who, &slug)).await?;
        let lab = lab.ok_or(AppError::NotFound)?;
        actor.require(lab.allows(actor, minilabs::Action::Promote))?;
        submit(app, actor, self.text.checked()?, Some(lab)).await
    }
}

async fn submit(app: &App, actor: &Actor, text: CheckedText, lab: Option<MiniLab>) -> AppResult<NeedForm> {
    let account = actor.signed_in()?;
    let id: NeedFormId = app.clock.new_id();
    let mails = mails(app, account, id, &text, lab.as_ref()).await?;
    app.write(move |tx| {
        if let Some(earlier) = earlier(tx, lab.as_ref())? {
            let is_same = earlier.created_by == Some(account) && is_same(&earlier, &text);
            return if is_same { Ok(earlier) } else { Err(AppError::Refused("minilab-promoted")) };
        }
        let form = row(tx, id, account, text, lab.as_ref());
        store::insert(tx, &form)?;
        record(tx, account, &form, lab.as_ref());
        for (to, content) in mails {
            let notice = Notice { to, kind: NoticeKind::Receipt, object: form.id.into(), by: Some(account) };
            notices::tell_in_words(tx, notice, "incubation.need_form_submitted", content)?;
        }
        Ok(form)
    })
    .await
}

fn earlier(tx: &mut Transaction<'_>, lab: Option<&MiniLab>) -> AppResult<Option<NeedForm>> {
    Ok(match lab {
        Some(lab) => store::find_any_of_minilab(tx, lab.id)?,
        None => None,
    })
}

fn is_same(form: &NeedForm, text: &CheckedText) -> bool {
    let CheckedText { title, need, beneficiaries, expected, is_result_open, collaborative_share } = text;
    let texts = [&form.title, &form.need, &form.beneficiaries, &form.expected];
    texts == [title, need, beneficiaries, expected]
        && form.is_result_open == *is_result_open
        && form.collaborative_share == *collaborative_share
}

fn row(
    tx: &Transaction<'_>,
    id: NeedFormId,
    account: AccountId,
    text: CheckedText,
    lab: Option<&MiniLab>,
) -> NeedForm {
    NeedForm {
        id,
        minilab_id: lab.map(|lab| lab.id),
        contest_id: lab.map(|lab| lab.contest_id),
        title: text.title,
        need: text.need,
        beneficiaries: text.beneficiaries,
        expected: text.expected,
        is_result_open: text.is_result_open,
        collaborative_share: text.collaborative_share,
        state: NeedState::Submitted,
        created_by: Some(account),
        created_at: tx.now(),
    }
}

/// Who sees the mini-lab reads that it went on; a form of its own is between its author and the team.
fn record(tx: &mut Transaction<'_>, account: AccountId, form: &NeedForm, lab: Option<&MiniLab>) {
    let audience = lab.map_or(Audience::Team, |lab| lab.audience);
    let data = json!({ "minilab": form.minilab_id });
    tx.record(Some(account), "need_form.submitted", form.id, audience, data);
    if let Some(lab) = lab {
        tx.record(Some(account), "minilab.promoted", lab.id, audience, json!({ "need_form": form.id }));
    }
}

/// A mail for each animator, drawn before the transaction in the language of each.
async fn mails(
    app: &App,
    account: AccountId,
    id: NeedFormId,
    text: &CheckedText,
    lab: Option<&MiniLab>,
) -> AppResult<Vec<(AccountId, Content)>> {
    let today = app.clock.now().date();
    let (team, by) = app
        .read(move |conn| {
            Ok::<_, AppError>((accounts::list_team(conn, today)?, accounts::find(conn, account)?))
        })
        .await?;
    let base_url = &app.config.base_url;
    let context = json!({
        "organisation": app.config.organisation,
        "base_url": base_url,
        "title": text.title,
        "minilab_title": lab.map(|lab| &lab.title),
        "submitted_by": by.map(|account| account.display_name).unwrap_or_default(),
        "url": format!("{base_url}{}", super::address(id)),
    });
    let mut drawn: BTreeMap<Language, Content> = BTreeMap::new();
    let mut mails = Vec::new();
    for (to, language) in animators(team) {
        let content = match drawn.get(&language) {
            Some(content) => content.clone(),
            None => mail::render(&app.pages, language, "incubation/emails/need_form_submitted", &context)?,
        };
        drawn.insert(language, content.clone());
        mails.push((to, content));
    }
    Ok(mails)
}

fn animators(team: Vec<(Account, Role)>) -> impl Iterator<Item = (AccountId, Language)> {
    let animators = team.into_iter().filter(|(_, role)| *role == Role::Animator);
    animators.map(|(account, _)| {
        let language = account.reading_language();
        (account.id, language)
    })
}

/// Moves a form along its way.
pub struct MoveNeedForm {
    /// Which.
    pub id: NeedFormId,
    /// Where to.
    pub to: NeedState,
    /// Why; may be empty.
    pub reason: String,
}

impl MoveNeedForm {
    /// Moves it, and tells who sent it in. Moving it twice to the same place is moving it once.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`], [`AppError::Forbidden`]; refused with `need-form-moved` when the way does not lead
    /// there from where the form stands; a fault of `reason`.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<NeedForm> {
        let actor = actor.clone();
        let mut errors = FieldErrors::default();
        let reason = errors.optional_text("reason", &self.reason, rules::REASON);
        errors.check()?;
        app.write(move |tx| {
            let form = store::find(tx, &actor, self.id)?.ok_or(AppError::NotFound)?;
            let standing =
                Standing { is_own: actor.account() == form.created_by, is_from_visible_minilab: false };
            actor.require(rules::may(&actor, Action::Move, standing))?;
            if form.state == self.to {
                return Ok(form);
            }
            let to = form.state.move_to(self.to).map_err(|_| AppError::Refused("need-form-moved"))?;
            if !store::set_state(tx, form.id, form.state, to)? {
                return Err(AppError::Refused("need-form-moved"));
            }
            let audience = audience(tx, &form)?;
            let data = json!({ "from": form.state.as_str(), "to": to.as_str(), "reason": reason });
            tx.record(actor.account(), "need_form.moved", form.id, audience, data);
            if let Some(to) = form.created_by {
                let (kind, object) = (NoticeKind::Decision, form.id.into());
                notices::tell(tx, Notice { to, kind, object, by: actor.account() })?;
            }
            Ok(NeedForm { state: to, ..form })
        })
        .await
    }
}

fn audience(tx: &mut Transaction<'_>, form: &NeedForm) -> AppResult<Audience> {
    let Some(minilab) = form.minilab_id else { return Ok(Audience::Team) };
    Ok(minilabs::find(tx, minilab)?.map_or(Audience::Team, |lab| lab.audience))
}
