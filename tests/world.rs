//! A world with one of each thing, for the tests that look at every page.

use minilabs::clustering::{AcceptCluster, Axis, Cluster, Clustering};
use minilabs::contests::{
    AddQuestion, Contest, ContestDraft, CreateContest, MoveContest, QuestionDraft, Stage as ContestStage,
};
use minilabs::ids::{IdeaId, ImportId, JobId, MailId, QuestionId};
use minilabs::incubation::{NeedForm, NeedFormText, SubmitNeedForm};
use minilabs::minilabs::{MiniLab, MiniLabKind, PendingInvitation};
use minilabs::notices::{Mailing, RenewFeed};

use crate::clustering::Stage;
use crate::minilabs::opened;
use crate::support::{ALICE, TestApp};

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
    /// A mail.
    pub mail: MailId,
    /// The end of the address that takes Alice off her digests.
    pub unsubscribe: String,
    /// The end of the address of Alice's feed.
    pub feed: String,
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
        let import = import(&stage.test, &open_contest.slug).await?;
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
            mail,
            unsubscribe,
            feed,
            stage,
        })
    }

    /// The application.
    pub fn test(&self) -> &TestApp {
        &self.stage.test
    }
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

async fn import(test: &TestApp, slug: &str) -> anyhow::Result<ImportId> {
    let noe = test.noe().await?;
    let file = "titre;texte\nUne idée;Elle est bonne\n".as_bytes();
    let answer = noe.upload(&format!("/concours/{slug}/import"), &[], ("file", "idees.csv", file)).await?;
    let id = answer.assert_status(303).location().rsplit('/').next().unwrap_or_default();
    Ok(id.parse()?)
}
