//! `/idees`: the ideas, searched and filtered. For everybody, as far as each contest is open to them.

use poem::web::Data;
use poem::{Request, Response, handler};
use serde::Serialize;

use crate::accounts::Actor;
use crate::app::App;
use crate::error::AppResult;
use crate::ideas::cards::IdeaCard;
use crate::ideas::listing::{FILTERS, Listed, Listing, PER_PAGE};
use crate::ideas::rules::{Destiny, ListOrder, Mine};
use crate::web::paging::{Pages, address};
use crate::web::{Page, Shell};

/// The filters' names in the address, in the order of [`FILTERS`].
const PARAMETERS: [&str; 5] = ["destin", "theme", "metier", "site", "concours"];
/// Where it is.
const ADDRESS: &str = "/idees";
/// The name of the order in the address.
const ORDER: &str = "ordre";
/// Values of a filter that are shown, the most frequent.
const SHOWN_VALUES: usize = 12;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ListPage {
    query: String,
    total: usize,
    ideas: Vec<IdeaCard>,
    did_you_mean: Option<Spelling>,
    corrected: Option<Corrected>,
    facets: Facets,
    active_filters: usize,
    clear_url: String,
    orders: Vec<Order>,
    keep: Vec<(&'static str, String)>,
    pages: Pages,
}

#[derive(Debug, Clone, Serialize)]
struct Spelling {
    text: String,
    url: String,
}

#[derive(Debug, Clone, Serialize)]
struct Corrected {
    from: String,
    to: String,
}

#[derive(Debug, Clone, Default, Serialize)]
struct Facets {
    mine: Vec<FacetValue>,
    destinies: Vec<FacetValue>,
    themes: Vec<FacetValue>,
    trades: Vec<FacetValue>,
    sites: Vec<FacetValue>,
}

/// A value of a filter, and where it leads.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FacetValue {
    pub value: String,
    pub label: Option<String>,
    pub count: usize,
    pub url: String,
    pub selected: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Order {
    kind: &'static str,
    url: String,
    current: bool,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "ideas/list.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let facet = |value: &str, selected| FacetValue {
            value: value.into(),
            label: Some(value.into()),
            count: 12,
            url: "/idees?theme=a".into(),
            selected,
        };
        let facets = Facets {
            mine: vec![FacetValue { label: None, ..facet("needs_me", true) }],
            destinies: vec![FacetValue { label: None, ..facet("unawarded", false) }],
            themes: vec![facet("Restauration et gaspillage", true), facet("<b>gras</b>", false)],
            ..Facets::default()
        };
        let page = |query: &str, ideas: Vec<IdeaCard>| Self {
            query: query.into(),
            total: ideas.len() * 20,
            pages: Pages::new(2, ideas.len() * 20, PER_PAGE, |number| format!("/idees?page={number}")),
            ideas,
            did_you_mean: None,
            corrected: None,
            facets: facets.clone(),
            active_filters: 1,
            clear_url: "/idees".into(),
            orders: [ListOrder::Fair, ListOrder::Recent]
                .map(|order| Order {
                    kind: order.as_str(),
                    url: "/idees".into(),
                    current: order == ListOrder::Fair,
                })
                .to_vec(),
            keep: vec![("theme", "Restauration".into())],
        };
        let long = "Anticonstitutionnellement ".repeat(8);
        let cards = vec![
            IdeaCard::sample("Moins de gâchis au self", Destiny::InMinilab),
            IdeaCard::sample(&long, Destiny::Unawarded),
            IdeaCard::sample("<script>alert(1)</script>", Destiny::Awarded),
        ];
        let corrected = Corrected { from: "cantinne".into(), to: "cantine".into() };
        vec![
            ("found", page("cantine", cards.clone())),
            ("corrected", Self { corrected: Some(corrected), ..page("cantinne", cards) }),
            ("nothing", page("<img src=x>", vec![])),
        ]
    }
}

#[handler]
pub async fn show(app: Data<&App>, request: &Request, actor: Actor, mut shell: Shell) -> AppResult<Response> {
    let listing = asked(request.uri().query().unwrap_or_default());
    let mut listed = listing.find(&app, &actor).await?;
    let cards = listed.cards(&app, &actor).await?;
    shell.search_query.clone_from(&listing.text);
    shell.page(&page(&listing, listed, cards))
}

/// What an address asks for. Parameters that are not ours are passed over.
pub(super) fn asked(query: &str) -> Listing {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query).unwrap_or_default();
    let mut listing = Listing { page: 1, ..Listing::default() };
    for (name, value) in pairs {
        match PARAMETERS.iter().position(|parameter| *parameter == name) {
            Some(place) if !value.is_empty() => listing.chosen.entry(FILTERS[place]).or_default().push(value),
            Some(_) => {}
            None if name == "q" => listing.text = value,
            None if name == "moi" => listing.mine = value.parse().ok(),
            None if name == "ordre" => listing.order = value.parse().ok(),
            None if name == "page" => listing.page = value.parse().unwrap_or(1).max(1),
            None => {}
        }
    }
    listing.with_known_destinies()
}

/// A parameter of an address, if it is there.
pub(super) fn parameter(query: &str, wanted: &str) -> Option<String> {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query).unwrap_or_default();
    pairs.into_iter().find(|(name, _)| name == wanted).map(|(_, value)| value)
}

/// The address of the same list at `base` with `name` switched to or from `value`, back on its first page.
pub(super) fn switched(base: &str, listing: &Listing, name: &str, value: &str) -> String {
    let mut chosen = kept(listing);
    let parameter = parameter_of(name);
    let before = chosen.len();
    chosen.retain(|(known, kept)| *known != parameter || kept != value);
    if chosen.len() == before {
        chosen.push((parameter, value.to_owned()));
    }
    with_text(base, &listing.text, &chosen, "")
}

fn parameter_of(filter: &str) -> &'static str {
    FILTERS.iter().position(|name| *name == filter).map_or("", |place| PARAMETERS[place])
}

/// What was chosen, as parameters.
pub(super) fn kept(listing: &Listing) -> Vec<(&'static str, String)> {
    let pairs =
        listing.chosen.iter().flat_map(|(name, values)| values.iter().map(move |value| (*name, value)));
    let mut kept: Vec<_> = pairs.map(|(name, value)| (parameter_of(name), value.clone())).collect();
    kept.extend(listing.mine.map(|mine| ("moi", mine.as_str().to_owned())));
    kept.extend(listing.order.map(|order| (ORDER, order.as_str().to_owned())));
    kept
}

/// What ideas are to who looks. One of them is chosen at a time.
fn mine(listing: &Listing, listed: &Listed) -> Vec<FacetValue> {
    let value = |(mine, count): &(Mine, usize)| {
        let selected = listing.mine == Some(*mine);
        let other = Listing { mine: (!selected).then_some(*mine), ..listing.clone() };
        let url = with_text(ADDRESS, &listing.text, &kept(&other), "");
        FacetValue { value: mine.as_str().into(), label: None, count: *count, url, selected }
    };
    // When nobody chooses any more, nothing is left to support.
    let is_useful = |mine, count| count > 0 && (listed.is_open || mine != Mine::Unsupported);
    let offered = |(mine, count): &&(Mine, usize)| is_useful(*mine, *count) || listing.mine == Some(*mine);
    listed.mine.iter().filter(offered).map(value).collect()
}

/// The orders of a list that is leafed through. A search has its own.
fn orders(listing: &Listing, listed: &Listed) -> Vec<Order> {
    let order = |order: ListOrder| {
        let other = Listing { order: Some(order), ..listing.clone() };
        Order {
            kind: order.as_str(),
            url: with_text(ADDRESS, &listing.text, &kept(&other), ""),
            current: order == listed.order,
        }
    };
    let offered = [ListOrder::Fair, ListOrder::Recent];
    if listed.order == ListOrder::Relevance { Vec::new() } else { offered.map(order).to_vec() }
}

fn with_text(base: &str, text: &str, chosen: &[(&'static str, String)], page: &str) -> String {
    let chosen = chosen.iter().map(|(name, value)| (*name, value.as_str()));
    address(base, [("q", text)].into_iter().chain(chosen).chain([("page", page)]))
}

/// The values of a filter in a list at `base`.
pub(super) fn facet(
    base: &str,
    listing: &Listing,
    listed: &Listed,
    name: &str,
    has_words: bool,
) -> Vec<FacetValue> {
    let values = listed.facets.get(name).cloned().unwrap_or_default();
    let chosen = |value: &str| listing.is_chosen(name, value);
    let mut shown: Vec<(String, usize)> = values.into_iter().take(SHOWN_VALUES).collect();
    // What was chosen can always be taken off again, even where nothing is left of it.
    for value in listing.chosen.get(name).into_iter().flatten() {
        if !shown.iter().any(|(known, _)| known == value) {
            shown.push((value.clone(), 0));
        }
    }
    let value = |(value, count): (String, usize)| FacetValue {
        url: switched(base, listing, name, &value),
        selected: chosen(&value),
        label: (!has_words).then(|| value.clone()),
        value,
        count,
    };
    shown.into_iter().map(value).collect()
}

fn page(listing: &Listing, listed: Listed, cards: Vec<IdeaCard>) -> ListPage {
    let keep = kept(listing);
    let pages = Pages::new(listing.page, listing.reachable(listed.total), PER_PAGE, |number| {
        with_text(ADDRESS, &listing.text, &keep, &if number > 1 { number.to_string() } else { String::new() })
    });
    let corrected = listed.searched_instead.clone();
    ListPage {
        query: listing.text.clone(),
        total: listed.total,
        facets: Facets {
            mine: mine(listing, &listed),
            destinies: facet(ADDRESS, listing, &listed, "destiny", true),
            themes: facet(ADDRESS, listing, &listed, "theme", false),
            trades: facet(ADDRESS, listing, &listed, "trade", false),
            sites: facet(ADDRESS, listing, &listed, "site", false),
        },
        did_you_mean: None,
        corrected: corrected.map(|to| Corrected { from: listing.text.clone(), to }),
        active_filters: keep.iter().filter(|(name, _)| *name != ORDER).count(),
        clear_url: address("/idees", [("q", listing.text.as_str())]),
        orders: orders(listing, &listed),
        ideas: cards,
        keep,
        pages,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_leniently() {
        let listing = asked("q=self&theme=a&theme=b&destin=nonsense&destin=awarded&page=x&lang=en&%zz");
        assert_eq!(listing.page, 1);
        let listing = asked("q=self&theme=a&theme=b&destin=nonsense&destin=awarded&page=3&moi=x&ordre=y");
        assert_eq!((listing.mine, listing.order), (None, None));
        assert_eq!((listing.text.as_str(), listing.page), ("self", 3));
        assert_eq!(listing.chosen["theme"], ["a", "b"]);
        assert_eq!(listing.chosen["destiny"], ["awarded"]);
    }

    #[test]
    fn a_filter_is_switched_on_and_off() {
        let listing = asked("q=self&theme=a&page=4");
        assert_eq!(switched(ADDRESS, &listing, "site", "s t"), "/idees?q=self&theme=a&site=s%20t");
        assert_eq!(switched(ADDRESS, &listing, "theme", "a"), "/idees?q=self");
        let listing = asked("moi=supported&ordre=recent&theme=a");
        assert_eq!(switched(ADDRESS, &listing, "theme", "a"), "/idees?moi=supported&ordre=recent");
    }
}
