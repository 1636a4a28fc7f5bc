//! Puts the pages, the API and what surrounds them together, and serves them.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use data_encoding::BASE64URL_NOPAD;
use poem::endpoint::{BoxEndpoint, EndpointExt, make_sync};
use poem::http::{StatusCode, header};
use poem::listener::TcpAcceptor;
use poem::web::Data;
use poem::{Request, Response, Route, Server, handler};
use poem_openapi::OpenApiService;
use tokio::sync::watch;

use crate::accounts::pages::guard::{self, Guarded};
use crate::accounts::{AccountsApi, CardsApi, PeopleApi};
use crate::app::{self, App};
use crate::attachments::AttachmentsApi;
use crate::clustering::ClusteringApi;
use crate::comments::CommentsApi;
use crate::contests::ContestsApi;
use crate::help::pages::API_DOCUMENT;
use crate::ideas::{IdeaReviewsApi, IdeasApi, OwnIdeasApi};
use crate::impact::ImpactApi;
use crate::incubation::IncubationApi;
use crate::minilabs::MinilabsApi;
use crate::notices::{self, NoticesApi};
use crate::operations::{MailsApi, OperationsApi};
use crate::organisation::OrganisationApi;
use crate::web::shell::FreshBrowser;
use crate::web::{compress, headers, limits, problem, requests};

/// Every room's part of the API.
pub type Api = (
    AccountsApi,
    CardsApi,
    PeopleApi,
    OrganisationApi,
    NoticesApi,
    ContestsApi,
    (IdeasApi, OwnIdeasApi, IdeaReviewsApi, CommentsApi, AttachmentsApi),
    ClusteringApi,
    MinilabsApi,
    IncubationApi,
    ImpactApi,
    OperationsApi,
    MailsApi,
);

/// The API's description, the same for the served document and its snapshot.
pub fn api_service() -> OpenApiService<Api, ()> {
    let rooms = (
        AccountsApi,
        CardsApi,
        PeopleApi,
        OrganisationApi,
        NoticesApi,
        ContestsApi,
        (IdeasApi, OwnIdeasApi, IdeaReviewsApi, CommentsApi, AttachmentsApi),
        ClusteringApi,
        MinilabsApi,
        IncubationApi,
        ImpactApi,
        OperationsApi,
        MailsApi,
    );
    OpenApiService::new(rooms, "MiniLabs", env!("CARGO_PKG_VERSION"))
        .url_prefix("/api/v1")
        .description(
            "Everything that a person does in the pages. Programs sign in as people do, with a code by mail, and send \
             the token they get as a bearer token. Errors are problem documents (RFC 9457).",
        )
}

/// The whole of it, as one endpoint.
pub fn endpoint(app: &App) -> BoxEndpoint<'static, Response> {
    let (cookie_app, counting_app) = (app.clone(), app.clone());
    let pages = app::routes()
        .into_endpoint(Guarded::new)
        .around(problem::as_page)
        .around(move |inner, request| notices::pages::count_unread(inner, request, counting_app.clone()))
        .around(move |inner, request| guard::by_cookie(inner, request, cookie_app.clone()));
    let bearer_app = app.clone();
    let api = api_service()
        .around(limits::bound_documents)
        .around(move |inner, request| guard::by_bearer(inner, request, bearer_app.clone()))
        .around(problem::as_document);
    let route = Route::new()
        .nest_no_strip("/assets", make_sync(serve_asset))
        .at(API_DOCUMENT, api_service().spec_endpoint())
        .nest("/api/v1", api)
        .at("/healthz", poem::get(healthz))
        .at("/readyz", poem::get(readyz))
        .at("/metrics", poem::get(prometheus))
        .nest_no_strip("/", pages);
    let (outer, metrics) = (app.clone(), Arc::clone(&app.metrics));
    route
        .data(app.clone())
        .data(app.site.clone())
        .around(compress::pack)
        .around(move |inner, mut request| {
            let nonce = BASE64URL_NOPAD.encode(&outer.clock.random_bytes::<16>());
            request.set_data(FreshBrowser(BASE64URL_NOPAD.encode(&outer.clock.random_bytes::<16>())));
            headers::protect(inner, request, nonce, outer.config.is_https())
        })
        .around({
            let clock = app.clock.clone();
            move |inner, request| {
                let id = data_encoding::HEXLOWER.encode(&clock.random_bytes::<8>());
                requests::observe(inner, request, id, Arc::clone(&metrics))
            }
        })
        .map_to_response()
        .boxed()
}

fn serve_asset(request: Request) -> Response {
    match request.data::<App>() {
        Some(app) => app.assets.respond(&request),
        None => StatusCode::INTERNAL_SERVER_ERROR.into(),
    }
}

/// The process runs.
#[handler]
fn healthz() -> &'static str {
    "ok"
}

/// The process can do its work: the database answers.
#[handler]
async fn readyz(app: Data<&App>) -> Response {
    match app.read(crate::journal::last_seq).await {
        Ok(_) => "ready".into(),
        Err(error) => {
            Response::builder().status(StatusCode::SERVICE_UNAVAILABLE).body(format!("not ready: {error}"))
        }
    }
}

#[handler]
async fn prometheus(app: Data<&App>) -> poem::Result<Response> {
    if let Ok(waiting) = app.read(crate::jobs::count_waiting).await {
        app.metrics.jobs_waiting.set(waiting);
    }
    let text = app
        .metrics
        .text()
        .map_err(|error| poem::Error::from_string(error.to_string(), StatusCode::INTERNAL_SERVER_ERROR))?;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(Response::builder().header(header::CONTENT_TYPE, kind).body(text))
}

/// How long requests that are being answered get when the process is asked to stop.
const FAREWELL: Duration = Duration::from_secs(20);

/// Serves on a listener until `stop` turns true, then lets what is being answered finish.
///
/// # Errors
///
/// When the listener fails.
pub async fn serve(
    app: &App,
    listener: tokio::net::TcpListener,
    mut stop: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    let acceptor = TcpAcceptor::from_tokio(listener)?;
    let stopped = async move {
        let _ = stop.wait_for(|stop| *stop).await;
    };
    Server::new_with_acceptor(acceptor)
        .run_with_graceful_shutdown(endpoint(app), stopped, Some(FAREWELL))
        .await?;
    Ok(())
}

/// Takes the address of the settings.
///
/// # Errors
///
/// When it is taken or may not be; the message says what to do.
pub async fn listen(app: &App) -> anyhow::Result<tokio::net::TcpListener> {
    let address = app.config.listen;
    tokio::net::TcpListener::bind(address).await.with_context(|| {
        format!(
            "cannot listen on {address}: another program may hold the port; stop it, or set LISTEN to another"
        )
    })
}
