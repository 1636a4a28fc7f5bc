//! What was just asked is asked again, when a link goes round: answers are kept until the index moves.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Answers of the index at one position.
pub(super) struct Answers<T> {
    most: usize,
    kept: Mutex<Kept<T>>,
}

struct Kept<T> {
    position: i64,
    answers: HashMap<String, Arc<T>>,
}

impl<T> Answers<T> {
    /// Room for so many at a time.
    pub(super) fn new(most: usize) -> Self {
        Self { most, kept: Mutex::new(Kept { position: 0, answers: HashMap::new() }) }
    }

    /// The answer to a question, if it was asked at this position of the index.
    pub(super) fn get(&self, question: &str, position: i64) -> Option<Arc<T>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.position == position { kept.answers.get(question).cloned() } else { None }
    }

    /// Keeps an answer, and forgets those of other positions.
    pub(super) fn put(&self, question: String, position: i64, answer: &Arc<T>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.position != position || kept.answers.len() >= self.most {
            *kept = Kept { position, answers: HashMap::new() };
        }
        kept.answers.insert(question, Arc::clone(answer));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_lasts_until_the_index_moves() {
        let answers = Answers::new(2);
        let put =
            |question: &str, position, answer| answers.put(question.into(), position, &Arc::new(answer));
        let get = |question, position| answers.get(question, position).map(|answer| *answer);
        put("a", 7, 3);
        assert_eq!(get("a", 7), Some(3));
        assert!(get("a", 8).is_none() && get("b", 7).is_none());
        put("b", 8, 4);
        assert_eq!((get("a", 7), get("b", 8)), (None, Some(4)));
    }

    #[test]
    fn there_are_never_more_than_there_is_room_for() {
        let answers = Answers::new(2);
        for question in ["a", "b", "c"] {
            answers.put(question.into(), 1, &Arc::new(()));
        }
        assert!(answers.get("a", 1).is_none() && answers.get("c", 1).is_some());
    }
}
