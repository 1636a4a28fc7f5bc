//! The API's contract, as one committed document: a change to it is a line in the diff.

use std::collections::BTreeSet;

use minilabs::server;
use serde_json::Value;

use crate::support::{Tested, committed};

fn document() -> anyhow::Result<Value> {
    Ok(serde_json::from_str(&server::api_service().spec())?)
}

/// Every operation: its path, its method, itself.
fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().cloned().unwrap_or_default();
            methods.into_iter().map(move |(method, operation)| (path.clone(), method, operation))
        })
        .collect()
}

#[test]
fn the_contract_is_the_committed_one() -> Tested {
    committed("docs/openapi.json", &format!("{}\n", serde_json::to_string_pretty(&document()?)?))
}

#[test]
fn every_operation_has_a_name_of_its_own_a_summary_and_its_parameters() -> Tested {
    let document = document()?;
    let mut names = BTreeSet::new();
    let all = operations(&document);
    assert!(all.len() > 15, "the document lacks operations");
    for (path, method, operation) in all {
        let told = format!("{method} {path}");
        let name = operation["operationId"].as_str().unwrap_or_default().to_owned();
        assert!(!name.is_empty(), "{told} has no operationId");
        assert!(names.insert(name.clone()), "{name} is there twice");
        assert!(
            operation["summary"].as_str().is_some_and(|text| text.ends_with('.')),
            "{told} has no summary"
        );
        let in_path: BTreeSet<String> =
            path.split('{').skip(1).filter_map(|part| part.split('}').next()).map(str::to_owned).collect();
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let documented: BTreeSet<String> = parameters
            .iter()
            .filter(|parameter| parameter["in"] == "path")
            .filter_map(|parameter| parameter["name"].as_str().map(str::to_owned))
            .collect();
        assert_eq!(in_path, documented, "{told}");
    }
    Ok(())
}

#[test]
fn every_reference_leads_somewhere() -> Tested {
    let document = document()?;
    let mut references = Vec::new();
    gather(&document, &mut references);
    assert!(!references.is_empty());
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap_or("/nowhere");
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
    Ok(())
}

fn gather(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            out.extend(map.get("$ref").and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|value| gather(value, out));
        }
        Value::Array(list) => list.iter().for_each(|value| gather(value, out)),
        _ => {}
    }
}

#[test]
fn every_refusal_is_a_problem_document() -> Tested {
    for (path, method, operation) in operations(&document()?) {
        let answers = operation["responses"].as_object().cloned().unwrap_or_default();
        assert!(answers.keys().any(|status| status.starts_with('2')), "{method} {path}");
        for (status, answer) in answers.iter().filter(|(status, _)| status.starts_with(['4', '5'])) {
            let kinds: Vec<_> =
                answer["content"].as_object().into_iter().flatten().map(|(kind, _)| kind).collect();
            assert!(
                kinds.iter().all(|kind| kind.starts_with("application/problem+json")) && !kinds.is_empty(),
                "{method} {path} answers {status} as {kinds:?}"
            );
        }
    }
    Ok(())
}
