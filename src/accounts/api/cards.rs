//! Cards of a site in the API, for whoever may give them out there.

use poem::web::Data;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use crate::accounts::ApiActor;
use crate::accounts::cards::{
    ChangeCard, IssueCards, IssuedCard, MOST_WRONG_PINS, ReplaceCard, site_for_cards,
};
use crate::accounts::rules::CardState;
use crate::accounts::store::{self, CardRow};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::ids::{CardId, UnitId};
use crate::web::problem::{Done, Refusal};

/// Cards listed of a site.
const LISTED: i64 = 2_000;

/// Cards of sites.
pub struct CardsApi;

/// How many cards to print.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct IssueCardsRequest {
    count: u32,
}

/// A card as it is printed.
#[derive(Object)]
struct PrintedCard {
    number: String,
    /// Six digits; not shown again.
    pin: String,
}

/// Cards as they are printed.
#[derive(Object)]
struct PrintedCards {
    cards: Vec<PrintedCard>,
}

/// A card that was printed.
#[derive(Object)]
struct CardResponse {
    id: String,
    number: String,
    /// `issued`, `active` or `void`.
    state: String,
    is_locked: bool,
    issued_at: chrono::DateTime<chrono::Utc>,
    activated_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// The cards of a site.
#[derive(Object)]
struct CardsResponse {
    cards: Vec<CardResponse>,
}

#[OpenApi(prefix_path = "/units")]
impl CardsApi {
    /// The cards of a site, the last printed first. For who may give them out there.
    #[oai(path = "/:id/cards", method = "get", operation_id = "list_cards")]
    async fn list(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
    ) -> Result<Json<CardsResponse>, Refusal> {
        let site = site_id(&id.0)?;
        let cards = app.read(move |conn| {
            site_for_cards(conn, &actor.0, site)?;
            Ok::<_, AppError>(store::list_cards(conn, site, LISTED)?)
        });
        Ok(Json(CardsResponse { cards: cards.await?.into_iter().map(response).collect() }))
    }

    /// Prints cards for a site; what stands on them is answered once. For who may give them out there.
    #[oai(path = "/:id/cards", method = "post", operation_id = "issue_cards")]
    async fn issue(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<IssueCardsRequest>,
    ) -> Result<Json<PrintedCards>, Refusal> {
        let issue =
            IssueCards { site: site_id(&id.0)?, count: body.0.count.to_string(), batch: String::new() };
        let cards = issue.run(&app, &actor.0).await?;
        Ok(Json(PrintedCards { cards: cards.into_iter().map(printed).collect() }))
    }

    /// Prints a card in place of a lost one, for the same account. For who may give them out there.
    #[oai(path = "/:id/cards/:card/replacement", method = "post", operation_id = "replace_card")]
    async fn replace(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        card: Path<String>,
    ) -> Result<Json<PrintedCard>, Refusal> {
        let replace = ReplaceCard { site: site_id(&id.0)?, card: card_id(&card.0)? };
        Ok(Json(printed(replace.run(&app, &actor.0).await?)))
    }

    /// Makes a card of no use. For who may give them out there.
    #[oai(path = "/:id/cards/:card", method = "delete", operation_id = "void_card")]
    async fn void(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        card: Path<String>,
    ) -> Result<Done, Refusal> {
        ChangeCard::Void.run(&app, &actor.0, site_id(&id.0)?, card_id(&card.0)?).await?;
        Ok(Done::Done)
    }

    /// Lets a locked card be tried again. For who may give them out there.
    #[oai(path = "/:id/cards/:card/lock", method = "delete", operation_id = "unlock_card")]
    async fn unlock(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        card: Path<String>,
    ) -> Result<Done, Refusal> {
        ChangeCard::Unlock.run(&app, &actor.0, site_id(&id.0)?, card_id(&card.0)?).await?;
        Ok(Done::Done)
    }
}

fn site_id(text: &str) -> AppResult<UnitId> {
    text.parse().map_err(|_| AppError::NotFound)
}

fn card_id(text: &str) -> AppResult<CardId> {
    text.parse().map_err(|_| AppError::NotFound)
}

fn printed(card: IssuedCard) -> PrintedCard {
    PrintedCard { number: card.number, pin: card.pin }
}

fn response(card: CardRow) -> CardResponse {
    CardResponse {
        id: card.id.to_string(),
        is_locked: card.wrong_pins >= MOST_WRONG_PINS && card.state != CardState::Void,
        number: card.number,
        state: card.state.as_str().to_owned(),
        issued_at: card.issued_at.and_utc(),
        activated_at: card.activated_at.map(|at| at.and_utc()),
    }
}
