//! The table of pages: each with the word that says who may open it and a path to try it on. Tests and the
//! documentation list it; nothing is served that does not stand in it.

use std::collections::BTreeMap;

use poem::endpoint::{BoxEndpoint, EndpointExt};
use poem::http::Method;
use poem::{Endpoint, IntoResponse, Response, Route as PoemRoute, RouteMethod};

/// Who may open a page at all; what they may do on it is the room's own rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Anybody, signed in or not.
    Everybody,
    /// Whoever is signed in.
    SignedIn,
    /// Animators and administrators.
    Team,
    /// Who runs anything, be it one contest: the page asks of what.
    AnyTeam,
    /// Administrators.
    Administrators,
}

/// A page.
pub struct Route {
    /// `GET` or `POST`.
    pub method: Method,
    /// The path, with `:name` for what varies.
    pub path: &'static str,
    /// Who may open it.
    pub access: Access,
    endpoint: BoxEndpoint<'static, Response>,
}

/// Every page.
#[derive(Default)]
pub struct Routes(Vec<Route>);

impl Routes {
    /// Adds a page to look at.
    pub fn get<E>(&mut self, path: &'static str, access: Access, endpoint: E) -> &mut Self
    where
        E: Endpoint + 'static,
        E::Output: IntoResponse,
    {
        self.add(Method::GET, path, access, endpoint)
    }

    /// Adds a write.
    pub fn post<E>(&mut self, path: &'static str, access: Access, endpoint: E) -> &mut Self
    where
        E: Endpoint + 'static,
        E::Output: IntoResponse,
    {
        self.add(Method::POST, path, access, endpoint)
    }

    fn add<E>(&mut self, method: Method, path: &'static str, access: Access, endpoint: E) -> &mut Self
    where
        E: Endpoint + 'static,
        E::Output: IntoResponse,
    {
        self.0.push(Route { method, path, access, endpoint: endpoint.map_to_response().boxed() });
        self
    }

    /// The table.
    pub fn iter(&self) -> impl Iterator<Item = &Route> {
        self.0.iter()
    }

    /// Builds what serves the table; `guard` stands before each page with its word.
    pub fn into_endpoint<E, F>(self, guard: F) -> PoemRoute
    where
        F: Fn(Access, BoxEndpoint<'static, Response>) -> E,
        E: Endpoint + 'static,
        E::Output: IntoResponse,
    {
        let mut by_path: BTreeMap<&'static str, RouteMethod> = BTreeMap::new();
        for Route { method, path, access, endpoint } in self.0 {
            let methods = by_path.remove(path).unwrap_or_default();
            by_path.insert(path, methods.method(method, guard(access, endpoint)));
        }
        by_path.into_iter().fold(PoemRoute::new(), |route, (path, methods)| route.at(path, methods))
    }
}
