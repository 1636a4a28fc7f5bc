//! Every parameter of every page and operation, filled with what nobody types. No list takes its order from its reader: what
//! may not be read cannot be inferred from where it stands.

use std::collections::BTreeSet;
use std::path::Path;

use minilabs::server;
use minilabs::web::problem::percent_encode;
use poem::Body;
use poem::http::Method;
use serde_json::{Value, json};

use super::{ELSEWHERE, HOSTILE, assert_harmless};
use crate::route_coverage::{operation, sample};
use crate::support::{ADA, Person, TestApp, Tested};
use crate::world::World;

/// Names by which others' lists were made to answer more, or in another order.
const OTHERS: [&str; 16] = [
    "per_page",
    "limit",
    "offset",
    "order",
    "order_by",
    "sort",
    "dir",
    "fields",
    "include",
    "filter[email]",
    "state",
    "lang",
    // What the list of ideas reads by itself.
    "ordre",
    "moi",
    "theme",
    "concours",
];

const STRANGE: [&str; 9] = [
    "",
    "-1",
    "99999999999999999999999",
    "9223372036854775807",
    "' or 1=1 --",
    "id desc, (select email from accounts)",
    "_%\\a\0b",
    "title:* AND -x^2~ [a TO z] \"",
    HOSTILE,
];

/// What the pages' own queries are called, read from the sources: `struct SomethingQuery`.
fn page_parameters() -> anyhow::Result<BTreeSet<String>> {
    fn read(folder: &Path, names: &mut BTreeSet<String>) -> Tested {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                read(&path, names)?;
            } else if path.iter().any(|part| part == "pages") {
                let source = std::fs::read_to_string(&path)?;
                for part in source.split("pub struct ").skip(1) {
                    let Some((name, rest)) = part.split_once(" {") else { continue };
                    let Some((fields, _)) = rest.split_once("\n}").filter(|_| name.ends_with("Query")) else {
                        continue;
                    };
                    let fields = fields.lines().map(str::trim).filter(|line| !line.starts_with(['/', '#']));
                    names.extend(
                        fields.filter_map(|line| line.split_once(": ")).map(|(name, _)| name.to_owned()),
                    );
                }
            }
        }
        Ok(())
    }
    let mut names = BTreeSet::new();
    read(Path::new("src"), &mut names)?;
    Ok(names)
}

fn document() -> anyhow::Result<Value> {
    Ok(serde_json::from_str(&server::api_service().spec())?)
}

/// Every operation: its path, its method, its description.
fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let of = |(path, methods): (&String, &Value)| {
        let methods = methods.as_object().cloned().unwrap_or_default();
        methods.into_iter().map(|(method, operation)| (path.clone(), method, operation)).collect::<Vec<_>>()
    };
    paths.flat_map(of).collect()
}

fn query(pairs: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>) -> String {
    let pair = |(name, value): (_, _)| {
        format!("{}={}", percent_encode(AsRef::as_ref(&name)), percent_encode(AsRef::as_ref(&value)))
    };
    pairs.into_iter().map(pair).collect::<Vec<_>>().join("&")
}

#[test]
fn no_list_takes_its_order_or_its_columns_from_its_reader() -> Tested {
    let document = document()?;
    let of_operations = operations(&document).into_iter().flat_map(|(_, _, operation)| {
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        parameters.into_iter().map(|parameter| parameter["name"].as_str().unwrap_or_default().to_owned())
    });
    let names: BTreeSet<String> = page_parameters()?.into_iter().chain(of_operations).collect();
    assert!(names.len() > 30 && names.contains("q") && names.contains("page"), "{names:?}");
    // The one order to choose is that of the ideas: whom it was shown least, or when it was sent; both are for everybody.
    let orders: Vec<Value> = operations(&document)
        .into_iter()
        .flat_map(|(_, _, operation)| operation["parameters"].as_array().cloned().unwrap_or_default())
        .filter(|parameter| parameter["name"] == "order")
        .collect();
    assert_eq!(orders.len(), 1);
    assert_eq!(document["components"]["schemas"]["OrderParam"]["enum"], json!(["fair", "recent"]));
    for word in ["sort", "tri", "ordre", "dir", "fields", "include", "filter", "per_page", "limit"] {
        assert!(
            !names.contains(word),
            "{word}: say here what it may be, and that it names no column that is private"
        );
    }
    Ok(())
}

#[tokio::test]
async fn whatever_a_page_or_an_operation_is_asked_it_answers_and_leads_nowhere_else() -> Tested {
    let world = World::new().await?;
    of_pages(&world).await?;
    of_operations(&world).await?;
    in_bodies(&world).await?;
    world.test().settle().await
}

async fn of_pages(world: &World) -> Tested {
    let test = world.test();
    let ada = test.ada().await?;
    let names: Vec<String> = page_parameters()?.into_iter().chain(OTHERS.map(str::to_owned)).collect();
    let before = test.db_digest()?;
    for route in minilabs::app::routes().iter().filter(|route| route.method == Method::GET) {
        let path = sample(world, route.path).unwrap_or_default();
        for strange in STRANGE[3..].iter().chain(&ELSEWHERE[..2]).copied() {
            let asked = format!("{path}?{}", query(names.iter().map(|name| (name, strange))));
            let answer = ada.get(&asked).await?;
            assert_harmless(&answer, &format!("GET {path} with {strange:?}"));
        }
    }
    assert_eq!(
        test.db_changed_since(&before)?,
        Vec::<String>::new(),
        "a page that was asked strange things wrote"
    );
    Ok(())
}

async fn send(
    test: &TestApp,
    bearer: &str,
    method: &str,
    path: &str,
    body: Option<Value>,
) -> anyhow::Result<crate::support::Answer> {
    let mut headers = vec![("authorization", bearer)];
    if body.is_some() {
        headers.push(("content-type", "application/json"));
    }
    let method = Method::from_bytes(method.to_uppercase().as_bytes())?;
    let body = body.map_or(Body::empty(), |body| Body::from_string(body.to_string()));
    Person::new(test).send(method, &format!("/api/v1{path}"), &headers, body).await
}

async fn of_operations(world: &World) -> Tested {
    let test = world.test();
    test.administrator()?;
    let bearer = format!("Bearer {}", test.api_token(ADA).await?);
    let document = document()?;
    for (path, method, description) in operations(&document) {
        let name = description["operationId"].as_str().unwrap_or_default();
        let (_, sample) = operation(world, name).unwrap_or_else(|| panic!("{name} has no sample"));
        let sample = sample.split('?').next().unwrap_or_default().to_owned();
        let parameters = description["parameters"].as_array().cloned().unwrap_or_default();
        let named = |place: &str| {
            let here = parameters.iter().filter(|one| one["in"] == place);
            here.filter_map(|one| one["name"].as_str().map(str::to_owned)).collect::<Vec<_>>()
        };
        for strange in STRANGE.into_iter().skip(3) {
            let encoded = percent_encode(strange).replace('/', "%2F");
            let mut asked: Vec<String> =
                named("query").iter().map(|name| format!("{sample}?{}", query([(name, strange)]))).collect();
            let strange_path = named("path")
                .iter()
                .fold(path.clone(), |path, name| path.replace(&format!("{{{name}}}"), &encoded));
            asked.extend((strange_path != path && !encoded.is_empty()).then_some(strange_path));
            // Without a body nothing is written by an operation that wants one.
            for asked in
                asked.into_iter().filter(|_| method == "get" || description.get("requestBody").is_some())
            {
                let answer = send(test, &bearer, &method, &asked, None).await?;
                assert_harmless(&answer, &format!("{method} {asked}"));
            }
        }
    }
    Ok(())
}

/// A value that fits a schema; texts are `text`.
fn fitting(document: &Value, schema: &Value, text: &str) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        return fitting(
            document,
            &document["components"]["schemas"][name.rsplit('/').next().unwrap_or_default()],
            text,
        );
    }
    if let Some(all) = schema["allOf"].as_array().and_then(|all| all.first()) {
        return fitting(document, all, text);
    }
    if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
        return first.clone();
    }
    match schema["type"].as_str() {
        Some("object") => {
            let properties = schema["properties"].as_object().into_iter().flatten();
            properties.map(|(name, schema)| (name.clone(), fitting(document, schema, text))).collect()
        }
        Some("array") => json!([fitting(document, &schema["items"], text)]),
        Some("integer" | "number") => json!(1),
        Some("boolean") => json!(false),
        _ if schema["format"].as_str().is_some_and(|format| format.ends_with("date")) => json!("2026-03-02"),
        _ if schema["format"].as_str().is_some_and(|format| format.contains("time")) => {
            json!("2026-03-02T08:00:00Z")
        }
        _ => json!(text),
    }
}

/// The body that an operation wants, when it is a document.
fn wanted(document: &Value, description: &Value) -> Option<Value> {
    let contents = description["requestBody"]["content"].as_object()?;
    contents
        .iter()
        .find(|(kind, _)| kind.starts_with("application/json"))
        .map(|(_, content)| content["schema"].clone())
        .map(|schema| resolve(document, &schema))
}

fn resolve(document: &Value, schema: &Value) -> Value {
    match schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
        Some(name) => document["components"]["schemas"][name].clone(),
        None => schema.clone(),
    }
}

/// No operation takes a member that the server decides, and strange texts break none.
async fn in_bodies(world: &World) -> Tested {
    const SERVER_OWNED: [&str; 4] = ["id", "account_id", "state", "role"];
    let test = world.test();
    test.administrator()?;
    let bearer = format!("Bearer {}", test.api_token(ADA).await?);
    let document = document()?;
    let mut bodies = Vec::new();
    for (_, method, description) in operations(&document) {
        let name = description["operationId"].as_str().unwrap_or_default().to_owned();
        let Some(schema) = wanted(&document, &description) else { continue };
        let (_, sample) = operation(world, &name).unwrap_or_else(|| panic!("{name} has no sample"));
        bodies.push((name, method, sample, schema));
    }
    assert!(bodies.len() > 40, "{}", bodies.len());
    let before = test.db_digest()?;
    for (name, method, sample, schema) in &bodies {
        let own = fitting(&document, schema, "x");
        for extra in SERVER_OWNED.into_iter().filter(|extra| own.get(extra).is_none()) {
            let mut body = own.clone();
            body[extra] = json!(1);
            let answer = send(test, &bearer, method, sample, Some(body)).await?;
            answer.assert_status(400);
            assert!(answer.body.contains(extra), "{name} with {extra}: {}", answer.body);
        }
    }
    assert_eq!(test.db_changed_since(&before)?, Vec::<String>::new(), "a body that was refused wrote");
    let long = "é".repeat(20_000);
    for (name, method, sample, schema) in &bodies {
        for text in STRANGE[5..].iter().copied().chain([long.as_str()]) {
            let body = fitting(&document, schema, text);
            let answer = send(test, &bearer, method, sample, Some(body)).await?;
            assert_harmless(&answer, &format!("{name} with {:?}", text.chars().take(20).collect::<String>()));
        }
    }
    Ok(())
}
