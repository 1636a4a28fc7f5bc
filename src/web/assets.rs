//! The theme's style sheets, scripts and pictures, embedded in the binary: named after their content, so that a browser
//! may keep them for good, and packed once at the start.

use std::collections::BTreeMap;
use std::io::Write;

use data_encoding::HEXLOWER;
use flate2::Compression;
use flate2::write::GzEncoder;
use poem::http::{StatusCode, header};
use poem::{Request, Response};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use super::compress;

/// The default theme.
pub const THEME: &str = "default";
/// The one style sheet of every page, joined of these: one request less before anything is seen.
pub const STYLE: &str = "style.css";
const SHEETS: [&str; 2] = ["pico.css", "theme.css"];
/// Where the assets are served.
pub const PREFIX: &str = "/assets";

/// What the build took from the registry's packages, see `build.rs`.
#[derive(RustEmbed)]
#[folder = "$OUT_DIR/assets"]
struct Packaged;

#[derive(RustEmbed)]
#[folder = "templates/themes/default"]
#[include = "*.css"]
#[include = "*.js"]
#[include = "*.svg"]
#[exclude = "node_modules/*"]
struct Themed;

/// The assets, by name.
pub struct Assets {
    by_name: BTreeMap<String, String>,
    by_url: BTreeMap<String, Asset>,
}

struct Asset {
    media_type: &'static str,
    plain: Vec<u8>,
    packed: Vec<u8>,
}

impl Assets {
    /// Reads, names and packs them.
    ///
    /// # Errors
    ///
    /// When the packing fails.
    pub fn load() -> anyhow::Result<Self> {
        let mut assets = Self { by_name: BTreeMap::new(), by_url: BTreeMap::new() };
        let mut style = Vec::new();
        for name in SHEETS {
            style.extend(file(name).unwrap_or_default());
        }
        assets.add(STYLE, without_comments(&String::from_utf8(style)?).into_bytes())?;
        for name in Packaged::iter().chain(Themed::iter()).filter(|name| !SHEETS.contains(&name.as_ref())) {
            assets.add(&name, file(&name).unwrap_or_default())?;
        }
        Ok(assets)
    }

    fn add(&mut self, name: &str, plain: Vec<u8>) -> anyhow::Result<()> {
        let mark = HEXLOWER.encode(&Sha256::digest(&plain)[..6]);
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let url = format!("{PREFIX}/{}.{mark}.{extension}", stem.replace('/', "-"));
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        packer.write_all(&plain)?;
        let asset = Asset { media_type: media_type(extension), plain, packed: packer.finish()? };
        self.by_name.insert(name.to_owned(), url.clone());
        self.by_url.insert(url, asset);
        Ok(())
    }

    /// The address of the asset of this name.
    pub fn url(&self, name: &str) -> Option<String> {
        self.by_name.get(name).cloned()
    }

    /// Answers a request for an asset.
    pub fn respond(&self, request: &Request) -> Response {
        let Some(asset) = self.by_url.get(request.uri().path()) else {
            return StatusCode::NOT_FOUND.into();
        };
        let response = Response::builder()
            .header(header::CONTENT_TYPE, asset.media_type)
            .header(header::CACHE_CONTROL, "public, max-age=31536000, immutable")
            .header(header::VARY, "accept-encoding");
        if compress::is_wanted(request) {
            response.header(header::CONTENT_ENCODING, "gzip").body(asset.packed.clone())
        } else {
            response.body(asset.plain.clone())
        }
    }
}

fn file(name: &str) -> Option<Vec<u8>> {
    let file = Packaged::get(name).or_else(|| Themed::get(name));
    file.map(|file| file.data.into_owned())
}

/// A style sheet without what is for people who write it.
fn without_comments(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once("*/").map_or("", |(_, rest)| rest));
    }
    plain.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn media_type(extension: &str) -> &'static str {
    match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

/// Pages import `components/…`; the theme decides which those are.
pub fn component_name(path: &str) -> Option<String> {
    let name = path.strip_prefix("themes/")?.strip_prefix(THEME)?.strip_prefix("/components/")?;
    Some(format!("components/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indents_are_for_people() {
        let sheet = "/* a */\na {\n  color: red; /* b\n c */\n}\n\nb { content: \"x\"; }";
        assert_eq!(without_comments(sheet), "a {\ncolor: red;\n}\nb { content: \"x\"; }");
    }
}
