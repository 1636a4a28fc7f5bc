//! Photos and documents of ideas.

mod api;
mod bad_input;
mod disk;
mod download;
mod files;
mod remove;

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use image::{ImageFormat, Rgb, RgbImage};

use crate::ideas::submit::{open_to, send};
use crate::support::{Answer, Person, TestApp};

/// An idea of Alice's that the team has not read yet, in a contest for everybody; its address.
pub async fn sent(test: &TestApp, alice: &Person<'_>) -> anyhow::Result<String> {
    let contest = open_to(test, "public").await?;
    let receipt = send(alice, &contest, "Moins de pain jeté").await?;
    test.run_jobs().await?;
    Ok(receipt.trim_end_matches("/recu").to_owned())
}

/// Adds a file to an idea as its page does.
pub async fn add(person: &Person<'_>, idea: &str, name: &str, bytes: &[u8]) -> anyhow::Result<Answer> {
    let fields = [("description", "Deux bacs de pain au self")];
    person.upload(&format!("{idea}/fichiers"), &fields, ("file", name, bytes)).await
}

/// The addresses of the files that the page of an idea's files shows.
pub async fn shown(person: &Person<'_>, idea: &str) -> anyhow::Result<Vec<String>> {
    let page = person.get(&format!("{idea}/fichiers")).await?;
    page.assert_status(200);
    let links = page.document().all("a").into_iter();
    let addresses = links.filter_map(|link| link.attribute("href").map(str::to_owned));
    Ok(addresses.filter(|url| url.starts_with("/fichiers/") && !url.ends_with("/retirer")).collect())
}

/// Adds a file; its address.
pub async fn added(person: &Person<'_>, idea: &str, name: &str, bytes: &[u8]) -> anyhow::Result<String> {
    add(person, idea, name, bytes).await?.assert_status(303);
    shown(person, idea).await?.pop().context("the file is not shown")
}

/// A picture that shows a number, as black and white squares.
pub fn picture(format: ImageFormat, number: u8) -> Vec<u8> {
    let square =
        |x: u32, y: u32| Rgb([if number >> ((x / 8 + y / 8 * 5) % 8) & 1 == 1 { 250 } else { 5 }; 3]);
    let mut out = std::io::Cursor::new(Vec::new());
    RgbImage::from_fn(40, 32, square).write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// A photo that shows a number.
pub fn photo(number: u8) -> Vec<u8> {
    picture(ImageFormat::Jpeg, number)
}

/// A ZIP archive.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut table) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
        packer.write_all(content).unwrap();
        let packed = packer.finish().unwrap();
        let mut crc = flate2::Crc::new();
        crc.update(content);
        let sizes = [crc.sum(), packed.len() as u32, content.len() as u32].map(u32::to_le_bytes).concat();
        let start = out.len() as u32;
        let length = (name.len() as u16).to_le_bytes();
        out.extend(
            [&b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0"[..], &sizes, &length, b"\0\0", name.as_bytes()].concat(),
        );
        out.extend(&packed);
        table.extend([&b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0"[..], &sizes, &length, &[0; 12]].concat());
        table.extend([&start.to_le_bytes(), name.as_bytes()].concat());
    }
    let count = (parts.len() as u16).to_le_bytes();
    let place = [table.len() as u32, out.len() as u32].map(u32::to_le_bytes).concat();
    [&out[..], &table, b"PK\x05\x06\0\0\0\0", &count, &count, &place, b"\0\0"].concat()
}

/// What a Word document says of its parts.
pub const DOCX_TYPES: &str = "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.\
    openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";

/// A Word document, with some more parts.
pub fn docx(more: &[(&str, &[u8])]) -> Vec<u8> {
    let parts = [("[Content_Types].xml", DOCX_TYPES.as_bytes()), ("word/document.xml", b"<w:document/>")];
    zip(&[&parts[..], more].concat())
}

/// The files on the disk, those on their way included.
pub fn on_disk(test: &TestApp) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in std::fs::read_dir(test.app.config.data_dir.join("files"))? {
        for file in std::fs::read_dir(folder?.path())? {
            found.push(file?.path());
        }
    }
    Ok(found)
}
