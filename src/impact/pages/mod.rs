//! `/impact`: the figures, each with its definition. For everybody.

use poem::web::Data;
use poem::{Response, handler};
use serde::Serialize;

use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Time;
use crate::error::AppResult;
use crate::ideas::Destiny;
use crate::impact::figures::{DestinyCount, Figures, Group, Indicator};
use crate::language;
use crate::web::paging::address;
use crate::web::render::Samples;
use crate::web::{Access, Page, Routes, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ImpactPage {
    computed_at: Time,
    groups: Vec<Group>,
    destinies: Vec<DestinyCount>,
    total: i64,
    by_theme: Vec<Bar>,
    by_trade: Vec<Bar>,
    download_url: Option<&'static str>,
}

#[derive(Debug, Clone, Serialize)]
struct Bar {
    label: String,
    value: i64,
    text: String,
    href: Option<String>,
}

impl Page for ImpactPage {
    const TEMPLATE: &'static str = "impact/show.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let bar =
            |label: &str, value| Bar { label: label.into(), value, text: value.to_string(), href: None };
        let indicator =
            |kind, value, unit| Indicator { kind, value, unit, url: Some("/idees?destin=awarded".into()) };
        let destiny = |kind, count| DestinyCount { kind, count, url: "/idees".into() };
        let figures = vec![
            indicator("ideas", Some(12_044.0), "count"),
            indicator("invitations_answered", Some(0.5), "share"),
            indicator("days_to_destiny", Some(1.0), "days"),
            indicator("waiting", None, "count"),
        ];
        let empty = Self {
            computed_at: Time::default(),
            groups: vec![],
            destinies: vec![],
            total: 0,
            by_theme: vec![],
            by_trade: vec![],
            download_url: None,
        };
        let some = Self {
            groups: vec![Group { kind: "ideas", indicators: figures }],
            destinies: vec![destiny(Destiny::Awarded, 4), destiny(Destiny::Unawarded, 240)],
            total: 244,
            by_theme: vec![bar("Restauration et gaspillage alimentaire", 30), bar("<b>gras</b>", 1)],
            by_trade: vec![bar("cantinière", 9)],
            ..empty.clone()
        };
        vec![("nothing_yet", empty), ("some", some)]
    }
}

#[handler]
pub async fn show(app: Data<&App>, actor: Actor, shell: Shell) -> AppResult<Response> {
    let figures = app.read(move |conn| Figures::load(conn, &actor)).await?;
    let language = shell.language();
    let bars = |name: &str, values: Vec<(String, i64)>| -> Vec<Bar> {
        let bar = |(label, value): (String, i64)| Bar {
            href: Some(address("/idees", [(name, label.as_str())])),
            text: language::number(value as f64, language),
            label,
            value,
        };
        values.into_iter().map(bar).collect()
    };
    shell.page(&ImpactPage {
        computed_at: app.clock.now(),
        by_theme: bars("theme", figures.by_theme),
        by_trade: bars("metier", figures.by_trade),
        groups: figures.groups,
        destinies: figures.destinies,
        total: figures.total,
        download_url: None,
    })
}

/// This room's pages.
pub fn routes(routes: &mut Routes) {
    routes.get("/impact", Access::Everybody, show);
}

/// Samples of this room's pages.
pub fn samples(samples: &mut Samples) {
    samples.add::<ImpactPage>();
}
