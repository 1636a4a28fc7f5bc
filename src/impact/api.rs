//! The figures in the API.

use poem::web::Data;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::figures::Figures;
use crate::accounts::Actor;
use crate::app::App;
use crate::web::problem::Refusal;

/// Figures.
pub struct ImpactApi;

/// The figures at this moment.
#[derive(Object)]
struct ImpactResponse {
    computed_at: chrono::DateTime<chrono::Utc>,
    indicators: Vec<IndicatorResponse>,
}

/// A figure.
#[derive(Object)]
struct IndicatorResponse {
    /// `ideas`, `people` or `projects`.
    group: String,
    kind: String,
    /// Nothing while there is nothing to count.
    value: Option<f64>,
    /// `count`, `share` (0 to 1) or `days`.
    unit: String,
}

#[OpenApi(prefix_path = "/impact")]
impl ImpactApi {
    /// The figures of the impact page.
    #[oai(path = "/", method = "get", operation_id = "get_impact")]
    async fn get(&self, app: Data<&App>, actor: Actor) -> Result<Json<ImpactResponse>, Refusal> {
        let figures = app.read(move |conn| Figures::load(conn, &actor)).await?;
        let indicators = figures.groups.into_iter().flat_map(|group| {
            group.indicators.into_iter().map(move |indicator| IndicatorResponse {
                group: group.kind.to_owned(),
                kind: indicator.kind.to_owned(),
                value: indicator.value,
                unit: indicator.unit.to_owned(),
            })
        });
        let computed_at = app.clock.now().and_utc();
        Ok(Json(ImpactResponse { computed_at, indicators: indicators.collect() }))
    }
}
