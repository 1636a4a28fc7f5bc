//! Every form of every page, as its page shows it: with a field that the server decides, from another site, and filled with
//! what nobody types.

use std::collections::BTreeSet;

use minilabs::minilabs as labs;
use minilabs::web::{Access, Route, Routes};
use poem::Body;
use poem::http::Method;

use super::{ELSEWHERE, HOSTILE, assert_harmless, fits, look_around};
use crate::ideas::submit::send;
use crate::route_coverage::{BY_ADDRESS, COME_BACK};
use crate::support::{Answer, BOB, CHARLIE, PageForm, Person, TestApp, Tested};
use crate::world::World;

/// What the server decides, under the names that it has in tables and in answers.
const SERVER_OWNED: [&str; 5] = ["id", "account_id", "state", "role", "created_at"];

/// Forms that only their own rooms' tests lead to: after a provider's answer, a mail or a job that failed, a second of
/// something, or a script's. `route_coverage` sends each a field that no form has.
const ELSEWHERE_TESTED: [&str; 17] = [
    "/demandes-aide/:id/prise",
    "/cartes/:id/:card/debloquer",
    "/connexion/fournisseur/:slug",
    "/connexion/rapprochement",
    "/mon-compte/identites",
    "/mon-compte/identites/:id/retrait",
    "/identites/demandes/:id",
    "/concours/:slug/questions/:id/place",
    "/concours/:slug/import/:id/reprise",
    "/concours/:slug/deposer/brouillon",
    "/moderation/annuler",
    "/signalements/annuler",
    "/regroupements/:id/reprendre",
    "/regroupements/:id/deverrouiller",
    "/regroupements/:id/idees/:idea",
    "/taches/:id/reprise",
    "/courrier/:id/renvoi",
];

/// A form as one of these people finds it.
struct Found {
    who: usize,
    page: String,
    route: &'static str,
    action: String,
    fields: Vec<(String, String, &'static str)>,
    file: Option<String>,
}

impl Found {
    fn told(&self) -> String {
        format!("POST {} of {} as {}", self.action, self.page, self.who)
    }

    fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(known, ..)| known == name)
    }

    fn values(&self) -> Vec<(&str, &str)> {
        self.fields.iter().map(|(name, value, _)| (name.as_str(), value.as_str())).collect()
    }

    async fn send(&self, person: &Person<'_>, fields: &[(&str, &str)]) -> anyhow::Result<Answer> {
        match &self.file {
            Some(file) => {
                person
                    .upload(
                        &self.action,
                        fields,
                        (file, "a.csv", b"titre;texte;nom;type\nA;B;Lycee A;lycee\n"),
                    )
                    .await
            }
            None => person.post(&self.action, fields).await,
        }
    }
}

/// One of each form: of each address that it goes to, with each button.
fn forms_in(routes: &Routes, seen: &[super::Seen]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut known = BTreeSet::new();
    for page in seen {
        let forms = page.document.iter().flat_map(|document| document.forms.clone());
        for PageForm { id, action, file, fields, buttons } in forms {
            // One that is there for buttons elsewhere, of which there are none now.
            if buttons.is_empty() && !id.is_empty() {
                continue;
            }
            let buttons = if buttons.is_empty() { vec![(None, None)] } else { buttons };
            for (elsewhere, adds) in buttons {
                let action = elsewhere.unwrap_or_else(|| action.clone());
                let route = routes.iter().find(|route| route.method == Method::POST && fits(route, &action));
                let route = route.unwrap_or_else(|| panic!("{}: no route takes {action}", page.path));
                let mut fields = fields.clone();
                if let Some((name, value)) = adds.clone() {
                    fields.retain(|(known, ..)| *known != name);
                    fields.push((name, value, "choice"));
                }
                // Buttons that say which of several things: one is as good as another.
                let button = adds.filter(|(_, value)| value.len() < 12);
                if known.insert((route.path, button)) {
                    let (who, page) = (page.who, page.path.clone());
                    found.push(Found { who, page, route: route.path, action, fields, file: file.clone() });
                }
            }
        }
    }
    found
}

/// Who looks: a visitor, Alice, Bob and the administrator.
async fn people(test: &TestApp) -> anyhow::Result<[Person<'_>; 4]> {
    Ok([test.visitor(), test.alice().await?, test.bob().await?, test.ada().await?])
}

/// Leads to pages that nothing in the world leads to yet; answers them, each with who sees it.
async fn lived_in(world: &World, people: &[Person<'_>; 4]) -> anyhow::Result<Vec<(usize, String)>> {
    let test = world.test();
    let [visitor, alice, bob, ada] = people;
    visitor.post("/connexion", &[("email", CHARLIE)]).await?.assert_status(303);
    for lab in [&world.lab, &world.community] {
        bob.post(&labs::join_url(lab), &[]).await?.assert_status(303);
    }
    let contest = &world.open_contest;
    let mine = send(alice, contest, "Encore une idée").await?.trim_end_matches("/recu").to_owned();
    alice.post(&format!("{mine}/auteurs"), &[("email", BOB)]).await?.assert_status(303);
    let taken_back = send(alice, contest, "Une idée reprise").await?.trim_end_matches("/recu").to_owned();
    alice.post(&format!("{taken_back}/retirer"), &[]).await?.assert_status(303);
    ada.post(&format!("/demandes-aide/{}/prise", world.help.id), &[]).await?.assert_status(303);
    test.run_jobs().await?;
    let links = bob.get("/notifications").await?.document().all("a").into_iter();
    let links = links.filter_map(|link| link.attribute("href").map(str::to_owned));
    let asked = links.filter(|href| href.starts_with("/co-auteur/")).map(|href| (2, href));
    let talked = world.comment.idea_id.map(|idea| format!("/idees/{idea}")).unwrap_or_default();
    let talked = bob.get(&talked).await?.location().to_owned();
    let answered = ada.get(&format!("/idees/{}", world.idea)).await?.location().to_owned();
    let pages = [
        (1, format!("{mine}/auteurs")),
        (1, format!("{mine}/fichiers")),
        (1, taken_back),
        (1, talked.clone()),
        (1, format!("/demandes-aide/{}", world.help.id)),
        (2, talked),
        (2, format!("/commentaires/{}/modifier", world.comment.id)),
        (2, labs::url(&world.lab)),
        (2, labs::url(&world.community)),
        (3, answered),
        (3, "/identites?email=alice@example.org".to_owned()),
        (3, format!("/demandes-aide/{}", world.help.id)),
    ];
    Ok(pages.into_iter().chain(asked).collect())
}

async fn every_form(world: &World, people: &[Person<'_>; 4]) -> anyhow::Result<Vec<Found>> {
    let routes = minilabs::app::routes();
    let besides = lived_in(world, people).await?;
    // Bob has a few forms that Alice has not; what a visitor is refused has none.
    let looks_at = |who: usize, route: &Route| match who {
        0 => route.access == Access::Everybody,
        2 => false,
        _ => true,
    };
    let found = forms_in(&routes, &look_around(world, people, &besides, looks_at).await?);
    let there: BTreeSet<&str> = found.iter().map(|form| form.route).chain(ELSEWHERE_TESTED).collect();
    let posts = routes.iter().filter(|route| route.method == Method::POST).map(|route| route.path);
    let missing: Vec<_> = posts.filter(|path| !there.contains(path)).collect();
    assert_eq!(missing, Vec::<&str>::new(), "no page that was looked at has a form for these");
    Ok(found)
}

fn is_refused(answer: &Answer) -> bool {
    [403, 404, 409, 422].contains(&answer.status.as_u16())
}

#[tokio::test]
async fn every_form_takes_its_own_fields_from_its_own_page_and_whatever_is_typed() -> Tested {
    let world = World::new().await?;
    let people = people(world.test()).await?;
    let forms = every_form(&world, &people).await?;
    no_field_of_the_servers_nor_another_site(world.test(), &people, &forms).await?;
    whatever_is_typed(&people, &forms).await?;
    world.test().settle().await
}

async fn no_field_of_the_servers_nor_another_site(
    test: &TestApp,
    people: &[Person<'_>; 4],
    forms: &[Found],
) -> Tested {
    let stranger = test.visitor();
    let strange = stranger.token().await?;
    let mut faults = Vec::new();
    let mut before = test.db_digest()?;
    for form in forms.iter().filter(|form| !BY_ADDRESS.contains(&form.route)) {
        let person = &people[form.who];
        // What is written for a long time is read field by field, and a field that is not known is left where it is: no
        // word is lost for its sake.
        let leaves_unknown = COME_BACK.contains(&form.route) && form.file.is_none();
        let names = SERVER_OWNED.into_iter().filter(|name| !form.has(name) && !leaves_unknown);
        for name in names {
            let fields: Vec<_> = form.values().into_iter().chain([(name, "1")]).collect();
            let answer = form.send(person, &fields).await?;
            if !is_refused(&answer) {
                faults.push(format!("{} with {name}: {}", form.told(), answer.status));
            }
        }
        // Everything is right with the form, but for whose page sent it.
        let token = person.token().await?;
        let own: Vec<_> = form.values().into_iter().chain([("csrf_token", token.as_str())]).collect();
        for header in
            [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "same-site")]
        {
            let headers = [header, ("content-type", "application/x-www-form-urlencoded")];
            let body = Body::from_string(serde_html_form::to_string(&own)?);
            let answer = person.send(Method::POST, &form.action, &headers, body).await?;
            if !is_refused(&answer) {
                faults.push(format!("{} from {header:?}: {}", form.told(), answer.status));
            }
        }
        let other: Vec<_> = form.values().into_iter().chain([("csrf_token", strange.as_str())]).collect();
        for fields in [&form.values(), &other] {
            let answer = person.post_raw(&form.action, fields).await?;
            if !is_refused(&answer) {
                faults.push(format!("{} with another's token: {}", form.told(), answer.status));
            }
        }
        let changed = test.db_changed_since(&before)?;
        if !changed.is_empty() {
            faults.push(format!("{} wrote {changed:?}", form.told()));
            before = test.db_digest()?;
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    Ok(())
}

async fn whatever_is_typed(people: &[Person<'_>; 4], forms: &[Found]) -> Tested {
    let long = "é".repeat(20_000);
    let shown = ["text"].as_slice();
    let all = ["text", "hidden"].as_slice();
    let tries = [
        (shown, HOSTILE),
        (shown, "a\0b\u{1}\u{7f}\u{200b}"),
        (shown, &long),
        (all, HOSTILE),
        (all, "-9999999999999999999"),
    ];
    // What ends sessions and takes people away comes last.
    let ends = |form: &&Found| {
        ["effacer", "deconnexion", "blocage", "sessions"].iter().any(|end| form.route.contains(end))
    };
    for form in forms.iter().filter(|form| !ends(form)).chain(forms.iter().filter(ends)) {
        let person = &people[form.who];
        for (kinds, text) in tries {
            let put = |(name, value, kind): &(String, String, &'static str)| {
                (name.clone(), if kinds.contains(kind) { text.to_owned() } else { value.clone() })
            };
            let fields: Vec<(String, String)> = form.fields.iter().map(put).collect();
            let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let answer = form.send(person, &fields).await?;
            assert_harmless(&answer, &format!("{} with {:?}", form.told(), &text[..text.len().min(8)]));
        }
        for next in ELSEWHERE.into_iter().filter(|_| form.has("next")) {
            let mut fields = form.values();
            fields.retain(|(name, _)| *name != "next");
            fields.push(("next", next));
            let answer = form.send(person, &fields).await?;
            assert_harmless(&answer, &format!("{} to {next}", form.told()));
            assert!(!answer.location().contains("evil"), "{}: {}", form.told(), answer.location());
        }
    }
    Ok(())
}
