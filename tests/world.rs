//! A world with one of each thing, for the tests that look at every page.

use minilabs::clustering::{AcceptCluster, Axis, Cluster, Clustering};
use minilabs::comments::{AskForHelp, Comment, Content, HelpRequest, PostComment, Report, ReportContent};
use minilabs::contests::{
    AddQuestion, Contest, ContestDraft, CreateContest, MoveContest, QuestionDraft, Stage as ContestStage,
};
use minilabs::ideas::{self, IdeaWords, NewAuthor, NewIdea, SaveDraft, Sending, TypedIdea, Writer};
use minilabs::ids::{
    AccountId, AttachmentId, CardId, GrantId, IdeaId, ImportId, JobId, MailId, QuestionId, UnitId,
};
use minilabs::incubation::{NeedForm, NeedFormText, SubmitNeedForm};
use minilabs::minilabs::{MiniLab, MiniLabKind, PendingInvitation};
use minilabs::notices::{Mailing, RenewFeed};
use minilabs::organisation::{AddUnit, UnitDraft};

use crate::clustering::Stage;
use crate::minilabs::opened;
use crate::support::{ALICE, BOB, CHARLIE, TestApp, beginning};

/// One of each.
pub struct World {
    /// The contest whose ideas were grouped.
    pub stage: Stage,
    /// A contest that takes ideas, open to everybody.
    pub open_contest: Contest,
    /// A question that it asks.
    pub question: QuestionId,
    /// A file that came for it.
    pub import: ImportId,
    /// The last run.
    pub run: Clustering,
    /// A group that nobody decided on.
    pub cluster: Cluster,
    /// An idea of it.
    pub idea: IdeaId,
    /// A thematic mini-lab.
    pub lab: MiniLab,
    /// A community.
    pub community: MiniLab,
    /// Alice's invitation to the mini-lab.
    pub invitation: PendingInvitation,
    /// Alice's need form.
    pub need_form: NeedForm,
    /// A job that is done.
    pub job: JobId,
    /// A photo of another idea of Alice's.
    pub file: AttachmentId,
    /// A mail.
    pub mail: MailId,
    /// Somebody with a role.
    pub person: AccountId,
    /// The role.
    pub grant: GrantId,
    /// A site.
    pub site: UnitId,
    /// Its code.
    pub site_code: String,
    /// A card that was printed for it.
    pub card: CardId,
    /// The key of a file of units.
    pub units_file: String,
    /// The end of the address that takes Alice off her digests.
    pub unsubscribe: String,
    /// The end of the address of Alice's feed.
    pub feed: String,
    /// What Bob says under an idea of Charlie's.
    pub comment: Comment,
    /// Alice's report of it.
    pub report: Report,
    /// Alice's request for help.
    pub help: HelpRequest,
}

impl World {
    /// Makes it.
    pub async fn new() -> anyhow::Result<Self> {
        let (stage, lab, invitation) = opened().await?;
        let (app, animator) = (&stage.test.app, &stage.animator);
        let trade = stage.clusters(Axis::Trade).await?.into_iter().next();
        let trade = trade.ok_or_else(|| anyhow::anyhow!("no trade was proposed"))?;
        let accept = AcceptCluster {
            cluster: trade.id,
            kind: MiniLabKind::Trade,
            title: "Les cuisines".into(),
            purpose: String::new(),
        };
        let community = accept.run(app, animator).await?;
        let mut waiting = stage.clusters(Axis::Theme).await?;
        waiting.retain(|cluster| cluster.state == minilabs::clustering::ClusterState::Proposed);
        let cluster = waiting.pop().ok_or_else(|| anyhow::anyhow!("every theme was accepted"))?;
        let contest = stage.contest.id;
        let run = app.db.read_now(|conn| minilabs::clustering::latest_proposed(conn, contest))?;
        let idea = stage.idea_ids(&[])?[0];
        let draft = ContestDraft {
            title: "Un concours ouvert".into(),
            summary: "À tout le monde".into(),
            audience: "public".into(),
            ..ContestDraft::default()
        };
        let open_contest = CreateContest(draft).run(app, animator).await?;
        (MoveContest {
            slug: open_contest.slug.clone(),
            to: ContestStage::Collecting,
            reason: "C’est le jour".into(),
        })
        .run(app, animator)
        .await?;
        let asked = QuestionDraft {
            label: "À qui cela sert-il ?".into(),
            kind: "short_text".into(),
            ..QuestionDraft::default()
        };
        let add = AddQuestion { slug: open_contest.slug.clone(), draft: asked };
        let question = add.run(app, animator).await?.id;
        let need_form = need_form(&stage.test).await?;
        let alice = stage.test.agent(ALICE)?;
        let unsubscribe = app.link_key.unsubscribe_token(alice.signed_in()?, Mailing::Digest);
        let feed = format!("{}.atom", RenewFeed.run(app, &alice).await?);
        let comment = comment(&stage.test, &open_contest).await?;
        let content = Content::Comment(comment.id);
        let alice = stage.test.agent(ALICE)?;
        let report = ReportContent { content, reason: "off_topic".into(), words: String::new() };
        let report = report.run(app, &alice).await?;
        let help = help(&stage.test, &open_contest).await?;
        let import = import(&stage.test, &open_contest.slug).await?;
        let (person, grant) = crate::accounts::roles::ambassador(&stage.test).await?;
        let (site, units_file) = organisation(&stage.test).await?;
        let site_code = crate::organisation::unit(&stage.test, site)?.site_code.unwrap_or_default();
        let card = crate::accounts::card::issued(&stage.test, site).await?.0;
        let file = file(&stage.test, &open_contest).await?;
        stage.test.settle().await?;
        let (job, mail) = (stage.test.db_jobs()?[0].id, stage.test.mails_to(ALICE)?[0].id);
        Ok(Self {
            open_contest,
            question,
            import,
            run: run.ok_or_else(|| anyhow::anyhow!("no run"))?,
            cluster,
            idea,
            lab,
            community,
            invitation,
            need_form,
            job,
            file,
            mail,
            person,
            grant,
            site,
            site_code,
            card,
            units_file,
            unsubscribe,
            feed,
            comment,
            report,
            help,
            stage,
        })
    }

    /// The application.
    pub fn test(&self) -> &TestApp {
        &self.stage.test
    }
}

async fn organisation(test: &TestApp) -> anyhow::Result<(UnitId, String)> {
    let draft = UnitDraft {
        kind: "lycee".into(),
        name: "Lycée Louise-Weiss".into(),
        departement: "67".into(),
        ..UnitDraft::default()
    };
    let site = AddUnit(draft).run(&test.app, &test.administrator()?).await?;
    let file = "nom;type\nDirection des lycées;direction\n".as_bytes();
    let ada = test.ada().await?;
    let answer = ada.upload("/organisation/import", &[], ("file", "unites.csv", file)).await?;
    let key = answer.assert_status(303).location().rsplit('/').next().unwrap_or_default().to_owned();
    Ok((site, key))
}

async fn need_form(test: &TestApp) -> anyhow::Result<NeedForm> {
    let text = NeedFormText {
        title: "Un self plus calme".into(),
        need: "Le bruit fatigue tout le monde".into(),
        beneficiaries: "Les élèves et les agents".into(),
        expected: String::new(),
        is_result_open: true,
        collaborative_share: "60".into(),
    };
    Ok(SubmitNeedForm { text }.run(&test.app, &test.agent(ALICE)?).await?)
}

async fn file(test: &TestApp, contest: &Contest) -> anyhow::Result<AttachmentId> {
    let alice = test.alice().await?;
    let receipt = crate::ideas::submit::send(&alice, contest, "Moins de pain jeté").await?;
    let idea = receipt.trim_end_matches("/recu");
    let file = crate::attachments::added(&alice, idea, "self.jpg", &crate::attachments::photo(1)).await?;
    Ok(file.trim_start_matches("/fichiers/").parse()?)
}

async fn import(test: &TestApp, slug: &str) -> anyhow::Result<ImportId> {
    let noe = test.noe().await?;
    let file = "titre;texte\nUne idée;Elle est bonne\n".as_bytes();
    let answer = noe.upload(&format!("/concours/{slug}/import"), &[], ("file", "idees.csv", file)).await?;
    let id = answer.assert_status(303).location().rsplit('/').next().unwrap_or_default();
    Ok(id.parse()?)
}

async fn comment(test: &TestApp, contest: &Contest) -> anyhow::Result<Comment> {
    let author = NewAuthor {
        name: "Charlie".into(),
        account_id: test.agent(CHARLIE)?.account(),
        ..NewAuthor::default()
    };
    let idea = NewIdea {
        contest_id: contest.id,
        words: IdeaWords { title: "Un banc devant le portail".into(), ..IdeaWords::default() },
        trade: String::new(),
        site: String::new(),
        direction: String::new(),
        source_ref: "bench".into(),
        submitted_at: beginning(),
        authors: vec![author],
        sending: Sending::default(),
    };
    test.app.write_now(|tx| ideas::insert_all(tx, None, contest.audience, vec![idea]))?;
    let (app, id) = (&test.app, contest.id);
    let all = app.db.read_now(|conn| ideas::list_of_contest(conn, id, &[]))?;
    let idea = all.into_iter().next().ok_or_else(|| anyhow::anyhow!("no idea"))?;
    let comment =
        PostComment {
            key: "a-comment-of-bobs".into(), body: "À l’ombre ?".into(), ..PostComment::default()
        };
    Ok(comment.run(app, &test.agent(BOB)?, idea.id).await?)
}

async fn help(test: &TestApp, contest: &Contest) -> anyhow::Result<HelpRequest> {
    let (app, alice) = (&test.app, test.agent(ALICE)?);
    let draft = SaveDraft {
        contest: contest.slug.clone(),
        key: "a-draft-of-alices".into(),
        version: 0,
        typed: TypedIdea { title: "Un début".into(), ..TypedIdea::default() },
    };
    let draft = draft.run(app, &alice, Writer::new(&alice, "a-browser")).await?;
    let ask = AskForHelp {
        draft: Some(draft.key),
        key: "a-request-of-alices".into(),
        words: "Trouver les mots".into(),
        ..AskForHelp::default()
    };
    Ok(ask.run(app, &alice).await?)
}
