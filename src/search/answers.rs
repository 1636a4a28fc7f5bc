//! What was just asked is asked again, when a link goes round: answers are kept until the index moves.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use search_index::Hits;

/// Questions kept at a time; one page of hits is a few kilobytes.
const MOST: usize = 512;

/// Answers of the index at one position.
#[derive(Default)]
pub(super) struct Answers(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    position: i64,
    hits: HashMap<String, Arc<Hits>>,
}

impl Answers {
    /// The answer to a question, if it was asked at this position of the index.
    pub(super) fn get(&self, question: &str, position: i64) -> Option<Arc<Hits>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.position == position { kept.hits.get(question).cloned() } else { None }
    }

    /// Keeps an answer, and forgets those of other positions.
    pub(super) fn put(&self, question: String, position: i64, hits: &Arc<Hits>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.position != position || kept.hits.len() >= MOST {
            *kept = Kept { position, ..Kept::default() };
        }
        kept.hits.insert(question, Arc::clone(hits));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_lasts_until_the_index_moves() {
        let (answers, hits) = (Answers::default(), Arc::new(Hits { total: 3, ..Hits::default() }));
        answers.put("a".into(), 7, &hits);
        assert_eq!(answers.get("a", 7).map(|hits| hits.total), Some(3));
        assert!(answers.get("a", 8).is_none() && answers.get("b", 7).is_none());
        answers.put("b".into(), 8, &hits);
        assert!(answers.get("a", 7).is_none() && answers.get("b", 8).is_some());
    }
}
