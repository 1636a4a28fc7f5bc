//! The README's table of settings is the program's own.

use minilabs::config::{SETTINGS, settings_table};

#[test]
fn the_readme_lists_every_setting() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    assert!(
        readme.contains(settings_table().trim_end()),
        "README.md: replace the table of settings with what `minilabs settings` prints"
    );
}

#[test]
fn every_setting_that_is_read_is_listed() {
    let files = [("src/config.rs", "reader", ""), ("src/config/oidc.rs", "reader", "")];
    let of_a_provider = [("src/config/oidc.rs", "settings", "OIDC_<NAME>_")];
    let ways = ["text", "parse", "parse::<u32>", "parse::<u64>", "one_of", "needed", "words"];
    let mut read = 0;
    for (file, reader, prefix) in files.into_iter().chain(of_a_provider) {
        let source = std::fs::read_to_string(file).unwrap();
        for way in ways {
            let call = format!("{reader}.{way}(\"");
            for (place, _) in source.match_indices(&call) {
                let name = source[place + call.len()..].split('"').next().unwrap_or_default();
                let name = format!("{prefix}{name}");
                read += 1;
                assert!(SETTINGS.iter().any(|setting| setting.name == name), "{name} is read but not listed");
            }
        }
    }
    assert_eq!(
        read,
        SETTINGS.len(),
        "a setting is listed but not read, or read in a way this test does not know"
    );
}
