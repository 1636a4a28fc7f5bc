//! The demonstration: a finished contest of a region that does not exist, and the people who meet in it. It is filled
//! through the same actions that people use, so that what it shows is what they would get.

mod ideas;

use chrono::{NaiveDate, TimeDelta};

use crate::accounts::pages::sign_in::DemoPerson;
use crate::accounts::{self, Actor, GrantRole, Role};
use crate::app::App;
use crate::audience::Audience;
use crate::contests::{
    self, AnnounceAwards, ContestDraft, CreateContest, MarkAwards, MoveContest, Phase, PhaseDraft,
    SetCategories, Stage,
};
use crate::error::AppResult;
use crate::ids::ContestId;

/// The day of the announcement, as the file of ideas has it; the demonstration moves it to today, and everything else
/// with it.
const ANNOUNCED: NaiveDate = match NaiveDate::from_ymd_opt(2026, 5, 20) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
/// The address of the contest.
const SLUG: &str = "toutes-les-idees-comptent";

/// Who runs the platform, who runs the contest, and a cook whose idea was not awarded.
const CAST: [DemoPerson; 3] = [
    DemoPerson { email: "nadege.corbier@valmont.example", name: "Nadège Corbier", role: "agent" },
    DemoPerson { email: "noe.castel@valmont.example", name: "Noé Castel", role: "animator" },
    DemoPerson { email: "ada.ferrand@valmont.example", name: "Ada Ferrand", role: "administrator" },
];

/// The people of the demonstration.
pub fn people() -> Vec<DemoPerson> {
    CAST.to_vec()
}

/// Fills an empty database; one that holds the contest already is left as people made it.
///
/// # Errors
///
/// When something of it cannot be written.
pub async fn fill(app: &App) -> anyhow::Result<()> {
    let noe = animator(app)?;
    let actor = noe.clone();
    if app.read(move |conn| contests::find_by_slug(conn, &actor, SLUG)).await?.is_some() {
        return Ok(app.catch_up().await?);
    }
    let later = app.clock.now().date() - ANNOUNCED;
    let contest = create(app, &noe, later).await?;
    let all = ideas::read()?;
    let categories = ideas::categories(&all);
    (SetCategories { slug: SLUG.to_owned(), categories }).run(app, &noe).await?;
    let awarded: Vec<String> = all.iter().filter(|idea| idea.awarded).map(|idea| idea.id.clone()).collect();
    tell(&format!("{} ideas…", all.len()));
    let actor = noe.clone();
    app.write(move |tx| ideas::insert(tx, &actor, contest, all, later)).await?;
    tell("the jury…");
    let awarded = app.read(move |conn| ideas::ids_of(conn, contest, &awarded)).await?;
    let slug = SLUG.to_owned();
    (MarkAwards { slug: slug.clone(), awarded, withdrawn: Vec::new() }).run(app, &noe).await?;
    (AnnounceAwards { slug, reason: String::new() }).run(app, &noe).await?;
    tell("word to the authors…");
    let worker = app.worker();
    while worker.step().await? {}
    tell("the index…");
    Ok(app.catch_up().await?)
}

fn animator(app: &App) -> AppResult<Actor> {
    for (person, role) in [(&CAST[2], Role::Administrator), (&CAST[1], Role::Animator)] {
        let (email, name) = (person.email.to_owned(), person.name.to_owned());
        GrantRole { email, name, role }.run_now(app, None)?;
    }
    let known = app.db.read_now(|conn| accounts::find_by_email(conn, CAST[1].email))?;
    Ok(known.map_or_else(Actor::visitor, |noe| Actor::new(noe.id, vec![Role::Animator])))
}

async fn create(app: &App, noe: &Actor, later: TimeDelta) -> AppResult<ContestId> {
    let phase = |phase, opens: NaiveDate, closes: NaiveDate| {
        PhaseDraft::days(phase, &(opens + later).to_string(), &(closes + later).to_string())
    };
    let draft = ContestDraft {
        title: "Toutes les idées comptent".into(),
        slug: SLUG.into(),
        summary: "Le concours d’idées des agents de la Région Valmont : ce qui rendrait votre travail meilleur, et le \
                  service rendu aussi."
            .into(),
        audience: Audience::Public.as_str().into(),
        phases: vec![
            phase(Phase::Submission, ANNOUNCED - TimeDelta::days(79), ANNOUNCED - TimeDelta::days(35)),
            phase(Phase::Jury, ANNOUNCED - TimeDelta::days(34), ANNOUNCED - TimeDelta::days(5)),
            phase(Phase::Announcement, ANNOUNCED, ANNOUNCED),
        ],
        about: "Qu’est-ce qui vous fait perdre du temps ? Qu’est-ce qui compliquerait moins la vie des usagers ?\n\n\
                - une idée, même petite, suffit ;\n\
                - vous pouvez la déposer seul ou à plusieurs ;\n\
                - chaque idée reçoit une réponse."
            .into(),
        rules: "Tous les agents peuvent participer. Le jury choisit les idées primées ; toutes les autres sont \
                regroupées, et leurs auteurs invités à y travailler."
            .into(),
        charter: "Je parle de mon travail et de celui des autres avec respect.\nJe n’écris le nom de personne sans son \
                  accord."
            .into(),
        ..ContestDraft::default()
    };
    let contest = CreateContest(draft).run(app, noe).await?;
    for to in [Stage::Collecting, Stage::Jury] {
        (MoveContest { slug: SLUG.into(), to, reason: "Comme annoncé".into() }).run(app, noe).await?;
    }
    Ok(contest.id)
}

fn tell(what: &str) {
    eprintln!("  {what}");
}

/// What is printed when all is ready.
pub fn welcome(base_url: &str) -> String {
    let people: String = CAST
        .iter()
        .map(|person| format!("  {:<16} {:<34} {}\n", person.name, person.email, person.role))
        .collect();
    format!(
        "\nReady: open {base_url}\n\nSign in at {base_url}/connexion as one of these; the code that would come by mail \
         is at {base_url}/courrier\n{people}\nThe first thing to do, as Noé: group the ideas that were not awarded.\n\
         Stop with Ctrl-C. The data stay in var/demo; `minilabs demo --fresh` begins again.\n"
    )
}
