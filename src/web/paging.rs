//! Lists in pages, and addresses that keep what was chosen.

use serde::Serialize;

use super::problem::percent_encode;

/// The way through a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pages {
    /// This page, from 1.
    pub number: usize,
    /// The last page.
    pub last: usize,
    /// The page before.
    pub prev_url: Option<String>,
    /// The page after.
    pub next_url: Option<String>,
    /// The first page, when this is another.
    pub first_url: Option<String>,
    /// The last page, when this is another.
    pub last_url: Option<String>,
}

impl Pages {
    /// Page `number` of a list of `total` things, `per_page` each; `url` answers a page's address. A number beyond the
    /// last page is taken for the last.
    pub fn new(number: usize, total: usize, per_page: usize, url: impl Fn(usize) -> String) -> Self {
        let last = total.div_ceil(per_page).max(1);
        let number = number.clamp(1, last);
        Self {
            number,
            last,
            prev_url: (number > 1).then(|| url(number - 1)),
            next_url: (number < last).then(|| url(number + 1)),
            first_url: (number > 1).then(|| url(1)),
            last_url: (number < last).then(|| url(last)),
        }
    }

    /// A list that fits on one page.
    pub fn single() -> Self {
        Self::new(1, 0, 1, |_| String::new())
    }

    /// How many things come before this page.
    pub fn offset(&self, per_page: usize) -> usize {
        (self.number - 1) * per_page
    }
}

/// An address with parameters; empty ones are left out.
pub fn address<'a>(path: &str, parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let filled = parameters.into_iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<String> =
        filled.map(|(name, value)| format!("{name}={}", percent_encode(value))).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_beyond_the_last_is_the_last() {
        let pages = Pages::new(99, 41, 20, |number| format!("?page={number}"));
        assert_eq!((pages.number, pages.last, pages.offset(20)), (3, 3, 40));
        assert_eq!((pages.next_url, pages.prev_url.as_deref()), (None, Some("?page=2")));
        assert_eq!(Pages::new(0, 0, 20, |_| String::new()).number, 1);
    }

    #[test]
    fn an_address_keeps_what_was_chosen() {
        let parameters = [("q", "self & gâchis"), ("theme", ""), ("page", "2")];
        assert_eq!(address("/idees", parameters), "/idees?q=self%20%26%20g%C3%A2chis&page=2");
    }
}
