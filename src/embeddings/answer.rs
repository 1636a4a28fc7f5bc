//! Reads an answer and believes nothing of it: pure, without a network.

use serde::Deserialize;

use super::Vector;

#[derive(Deserialize)]
struct Answer {
    data: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    index: Option<usize>,
    embedding: Vec<f32>,
}

/// The vectors of an answer to a question of `count` texts, in the texts' order; otherwise what is wrong with it.
pub fn read(bytes: &[u8], count: usize) -> Result<Vec<Vec<f32>>, String> {
    let answer: Answer = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    let found = answer.data.len();
    if found != count {
        return Err(format!("{found} vectors for {count} texts"));
    }
    let mut vectors: Vec<Option<Vec<f32>>> = vec![None; count];
    let has_indexes = answer.data.iter().any(|item| item.index.is_some());
    for (place, item) in answer.data.into_iter().enumerate() {
        // A number too large for 32 bits was read as infinite.
        if !item.embedding.iter().all(|number| number.is_finite()) {
            return Err(format!("vector {place} holds something else than finite numbers"));
        }
        let index = if has_indexes { item.index } else { Some(place) };
        match index.and_then(|index| vectors.get_mut(index)) {
            Some(free @ None) => *free = Some(item.embedding),
            _ => return Err("its indexes do not say which vector is of which text".into()),
        }
    }
    Ok(vectors.into_iter().flatten().collect())
}

/// The one size of these vectors and of those before them.
pub fn one_size(vectors: &[Vec<f32>], before: Option<usize>) -> Result<usize, String> {
    let size = before.or(vectors.first().map(Vec::len)).unwrap_or_default();
    match vectors.iter().find(|vector| vector.len() != size || vector.is_empty()) {
        Some(other) => Err(format!("a vector of {} numbers, and another of {size}", other.len())),
        None => Ok(size),
    }
}

/// The vector at length 1, so that no arithmetic overflows later; a vector of zeros says nothing.
pub fn of_length_one(mut vector: Vec<f32>) -> Vector {
    let length = vector.iter().map(|&number| f64::from(number).powi(2)).sum::<f64>().sqrt();
    if length == 0.0 {
        return None;
    }
    for number in &mut vector {
        *number = (f64::from(*number) / length) as f32;
    }
    Some(vector)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(items: &str) -> Result<Vec<Vec<f32>>, String> {
        read(format!(r#"{{"object":"list","data":[{items}]}}"#).as_bytes(), 2)
    }

    #[test]
    fn the_index_says_whose_a_vector_is() {
        let (one, two) = (r#"{"index":1,"embedding":[1,2]}"#, r#"{"index":0,"embedding":[3,4.5]}"#);
        assert_eq!(answer(&format!("{one},{two}")), Ok(vec![vec![3.0, 4.5], vec![1.0, 2.0]]));
        let without = r#"{"embedding":[1]},{"embedding":[2]}"#;
        assert_eq!(answer(without), Ok(vec![vec![1.0], vec![2.0]]));
    }

    #[test]
    fn what_makes_no_sense_is_refused_with_a_reason() {
        let of = |embedding: &str| {
            format!(r#"{{"index":0,"embedding":[1]}},{{"index":1,"embedding":{embedding}}}"#)
        };
        for (items, reason) in [
            (r#"{"index":0,"embedding":[1]}"#.to_owned(), "1 vectors for 2 texts"),
            (format!("{},{}", of("[1]"), of("[1]")), "4 vectors for 2 texts"),
            (of("[NaN]"), "expected value"),
            (of("[null]"), "null"),
            (of("null"), "null"),
            (of(r#"["0.5"]"#), "string"),
            (of(r#""AACAPwAAAEA=""#), "string"),
            (of("[1e39]"), "finite"),
            (of("[-1e300]"), "finite"),
            (of("[1e400]"), "out of range"),
            (r#"{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}"#.to_owned(), "indexes"),
            (r#"{"index":0,"embedding":[1]},{"index":2,"embedding":[1]}"#.to_owned(), "indexes"),
            (r#"{"index":0,"embedding":[1]},{"embedding":[1]}"#.to_owned(), "indexes"),
            (r#"{"index":0},{"index":1}"#.to_owned(), "embedding"),
        ] {
            let told = answer(&items).unwrap_err();
            assert!(told.contains(reason), "{items}: {told}");
        }
        for bytes in ["", "null", "{}", "[]", "<html>", r#"{"data":{}}"#, r#"{"data":[{"index":-1}]}"#] {
            assert!(read(bytes.as_bytes(), 2).is_err(), "{bytes}");
        }
    }

    #[test]
    fn vectors_have_one_size_and_length() {
        assert_eq!(one_size(&[vec![1.0, 2.0], vec![0.0, 1.0]], None), Ok(2));
        assert!(one_size(&[vec![1.0], vec![1.0, 2.0]], None).is_err());
        assert!(one_size(&[vec![1.0]], Some(2)).is_err());
        assert!(one_size(&[vec![]], None).is_err());
        assert_eq!(of_length_one(vec![0.0, -0.0]), None);
        assert_eq!(of_length_one(vec![3e38, 0.0]), Some(vec![1.0, 0.0]));
        assert_eq!(of_length_one(vec![3.0, 4.0]), Some(vec![0.6, 0.8]));
    }
}
