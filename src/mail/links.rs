//! Mail programs make links of addresses, and a stranger's link in our mail would have our name on it. What people wrote
//! loses its links in mails; on the site it stands as it was written.

use serde_json::Value;

/// What the platform or the team writes: a reason may well name a page.
const TRUSTED: [&str; 4] = ["organisation", "contact", "reason", "purpose"];

/// Takes the links out of every text of a mail's context.
pub(super) fn take_out(context: &mut Value) {
    match context {
        Value::String(text) => *text = without_links(text),
        Value::Array(items) => items.iter_mut().for_each(take_out),
        Value::Object(fields) => {
            let is_ours = |name: &str| TRUSTED.contains(&name) || name == "url" || name.ends_with("_url");
            fields.iter_mut().filter(|(name, _)| !is_ours(name)).for_each(|(_, value)| take_out(value));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn without_links(text: &str) -> String {
    let shown = |word: &str| {
        let blank = word.len() - word.trim_end().len();
        let (word, blank) = word.split_at(word.len() - blank);
        if is_link(word) { format!("[…]{blank}") } else { format!("{word}{blank}") }
    };
    text.split_inclusive(char::is_whitespace).map(shown).collect()
}

/// What a mail program would make a link of: an address, or the name of a machine without one.
fn is_link(word: &str) -> bool {
    let word = word.to_lowercase();
    if ["://", "www.", "mailto:"].iter().any(|sign| word.contains(sign)) {
        return true;
    }
    let is_host = |c: char| c.is_alphanumeric() || ".-".contains(c);
    word.split(|c: char| !is_host(c) && c != '/').any(|part| {
        let (host, has_path) = part.split_once('/').map_or((part, false), |(host, _)| (host, true));
        let host = host.trim_matches(|c| c == '.' || c == '-');
        let Some((before, last)) = host.rsplit_once('.') else { return false };
        let is_name = last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic());
        // "M.Durand" is a person.
        is_name && (has_path || before.chars().count() >= 2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_strangers_link_goes_out_in_our_name() {
        for (text, shown) in [
            (
                "Voir (https://evil.example/connexion), ou WWW.evil.example. Merci !",
                "Voir […] ou […] Merci !",
            ),
            ("Votre compte :\nevil.example\tvite", "Votre compte :\n[…]\tvite"),
            ("evil.example, t.co/abc ou a@evil.example", "[…] […] ou […]"),
            ("Un mail, c’est tout. Merci... M.Durand pèse 3.5 kg (n° 12.4) et/ou pas.", ""),
        ] {
            assert_eq!(without_links(text), if shown.is_empty() { text } else { shown });
        }
    }

    #[test]
    fn our_own_addresses_stay() {
        let mut context = serde_json::json!({
            "base_url": "https://lab.example", "reason": "Voir https://intranet.example",
            "groups": [{ "title": "https://evil.example", "url": "/idees/1", "lines": [{ "excerpt": "www.evil.example" }] }],
        });
        take_out(&mut context);
        assert_eq!(context["base_url"], "https://lab.example");
        assert_eq!(context["reason"], "Voir https://intranet.example");
        assert_eq!(context["groups"][0]["title"], "[…]");
        assert_eq!(context["groups"][0]["url"], "/idees/1");
        assert_eq!(context["groups"][0]["lines"][0]["excerpt"], "[…]");
    }
}
