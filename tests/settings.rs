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
    let source = std::fs::read_to_string("src/config.rs").unwrap();
    let calls = [
        "reader.text(\"",
        "reader.parse(\"",
        "reader.parse::<u32>(\"",
        "reader.parse::<u64>(\"",
        "reader.one_of(\"",
    ];
    let mut read = 0;
    for call in calls {
        for (place, _) in source.match_indices(call) {
            let name = source[place + call.len()..].split('"').next().unwrap_or_default();
            read += 1;
            assert!(SETTINGS.iter().any(|setting| setting.name == name), "{name} is read but not listed");
        }
    }
    assert_eq!(
        read,
        SETTINGS.len(),
        "a setting is listed but not read, or read in a way this test does not know"
    );
}
