//! The theme's style sheets, scripts and pictures, embedded in the binary: named after their content, so that a browser
//! may keep them for good, and packed once at the start.

use std::collections::BTreeMap;
use std::io::Write;

use data_encoding::HEXLOWER;
use flate2::Compression;
use flate2::write::GzEncoder;
use poem::http::{StatusCode, header};
use poem::{Request, Response};
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};

use super::compress;

/// The default theme.
pub const THEME: &str = "default";
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
        for name in Packaged::iter() {
            assets.add(&name, Packaged::get(&name))?;
        }
        for name in Themed::iter() {
            assets.add(&name, Themed::get(&name))?;
        }
        Ok(assets)
    }

    fn add(&mut self, name: &str, file: Option<EmbeddedFile>) -> anyhow::Result<()> {
        let Some(file) = file else { return Ok(()) };
        let plain = file.data.into_owned();
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
