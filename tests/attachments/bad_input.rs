//! What people send that is not what it says, by mistake or on purpose.

use image::ImageFormat;
use poem::Body;
use poem::http::Method;

use super::{DOCX_TYPES, add, added, docx, on_disk, photo, picture, sent, shown, zip};
use crate::support::{TestApp, Tested};

/// A PNG that announces 50,000 × 50,000 pixels.
fn bomb() -> Vec<u8> {
    let mut png = picture(ImageFormat::Png, 1);
    for place in [16, 20] {
        png[place..place + 4].copy_from_slice(&50_000u32.to_be_bytes());
    }
    let mut crc = flate2::Crc::new();
    crc.update(&png[12..29]);
    png[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    png
}

fn moving_gif() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    for shade in 0..50 {
        let frame = image::RgbaImage::from_pixel(8, 8, [shade, 0, 0, 255].into());
        encoder.encode_frame(image::Frame::new(frame)).unwrap();
    }
    drop(encoder);
    bytes
}

#[tokio::test]
async fn what_is_not_taken_is_told_with_what_to_do() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let idea = sent(&test, &alice).await?;
    let blank = vec![0; 1_000_000];
    let many: Vec<(String, &[u8])> = (0..250).map(|n| (format!("word/media/{n}.bin"), &blank[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let nested = (0..4).fold(docx(&[]), |inner, _| docx(&[("word/embeddings/a.docx", &inner)]));
    let with_macro = docx(&[("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")]);
    let macro_type = DOCX_TYPES.replace("wordprocessingml.document.main", "macroEnabled.main");
    let named_macro = zip(&[("[Content_Types].xml", macro_type.as_bytes())]);
    let odt =
        zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("Basic/script-lc.xml", b"<a/>")]);
    let cases: [(&str, &[u8], &str); 19] = [
        ("vide.jpg", b"", "Ce fichier est vide"),
        ("note.txt", "Bonjour à tous".as_bytes(), "Ce type de fichier n’est pas accepté"),
        ("page.jpg", b"<!doctype html><script>alert(1)</script>", "Ce type de fichier n’est pas accepté"),
        ("dessin.png", b"<?xml version=\"1.0\"?>\n<svg onload=\"alert(1)\"/>", "SVG"),
        ("photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "iPhone"),
        ("vieux.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ancien format"),
        ("photo.gif", b"GIF89a/*<html><script>alert(1)</script>*/", "trop de points"),
        ("photo.jpg", b"\xff\xd8\xff\xe0", "Cette image est illisible"),
        ("bombe.png", &bomb(), "trop de points"),
        ("bouge.gif", &moving_gif(), "Cette image bouge"),
        ("macro.docx", &with_macro, "macro"),
        ("macro.docx", &named_macro, "macro"),
        ("macro.odt", &odt, "macro"),
        ("bombe.docx", &docx(&many), "trop gros une fois ouvert"),
        ("poupees.docx", &nested, "trop gros une fois ouvert"),
        ("archive.docx", &zip(&[("a.txt", b"a")]), "Ce type de fichier n’est pas accepté"),
        ("coupe.docx", &docx(&[])[..60], "abîmé"),
        ("programme.pdf", b"MZ\x90\0", "Ce type de fichier n’est pas accepté"),
        ("tard.pdf", b"<html>%PDF-1.4", "Ce type de fichier n’est pas accepté"),
    ];
    for (name, bytes, told) in cases {
        let answer = add(&alice, &idea, name, bytes).await?;
        answer.assert_status(422).assert_shows(told);
        assert_eq!(answer.field("description")?, "Deux bacs de pain au self", "{name}");
    }
    assert!(on_disk(&test)?.is_empty() && shown(&alice, &idea).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_name_is_shown_and_never_obeyed() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let idea = sent(&test, &alice).await?;
    let long = "é".repeat(300);
    let names = ["../../etc/passwd", "<script>.png", &long, "fiche\u{202e}gnp.exe"];
    for (shade, name) in (0..).zip(names) {
        add(&alice, &idea, name, &photo(shade)).await?.assert_status(303);
    }
    let page = alice.get(&format!("{idea}/fichiers")).await?;
    page.assert_shows("passwd.jpg").assert_shows("script.jpg").assert_shows("fichegnp.jpg");
    page.assert_lacks("\u{202e}").assert_lacks("etc/passwd").assert_lacks("<script>.png");
    assert!(on_disk(&test)?.iter().all(|file| file.starts_with(test.app.config.data_dir.join("files"))));
    // A NUL in a name ends nothing.
    let idea = sent(&test, &alice).await?;
    let answer = add(&alice, &idea, "a\0.jpg", &photo(1)).await?;
    assert!([303, 403].contains(&answer.status.as_u16()), "{}", answer.body);
    Ok(())
}

#[tokio::test]
async fn what_hides_behind_a_picture_is_left_behind() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let idea = sent(&test, &alice).await?;
    let both = [&picture(ImageFormat::Gif, 3)[..], b"<script>alert(1)</script>"].concat();
    let file = added(&alice, &idea, "a.html", &both).await?;
    let answer = alice.get(&file).await?;
    assert_eq!(answer.header("content-type"), "image/png");
    answer.assert_lacks("<script>");
    Ok(())
}

#[tokio::test]
async fn a_file_past_the_limit_is_told_on_the_page_and_leaves_nothing() -> Tested {
    let test = TestApp::with(&[("ATTACHMENT_MAX_MB", "1")]);
    let alice = test.alice().await?;
    let idea = sent(&test, &alice).await?;
    let answer = add(&alice, &idea, "a.pdf", &vec![b'a'; 100_000_000]).await?;
    answer.assert_status(422).assert_shows("Ce fichier dépasse 1 Mo");
    assert_eq!(answer.field("description")?, "Deux bacs de pain au self");
    assert!(on_disk(&test)?.is_empty());
    Ok(())
}

/// A form with these parts, in this order: a name, a file's name, a content.
fn form(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file_name, content) in parts {
        let file = file_name.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        let head = format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        body.extend([head.as_bytes(), content, b"\r\n"].concat());
    }
    body.extend(b"--edge--\r\n");
    body
}

#[tokio::test]
async fn two_at_once_and_a_token_that_comes_late_are_refused() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let idea = sent(&test, &alice).await?;
    let token = alice.token().await?;
    let token = ("csrf_token", None, token.as_bytes());
    let (said, file) = (("description", None, &b"Le self"[..]), ("file", Some("a.jpg"), &photo(1)[..]));
    let kind = [("content-type", "multipart/form-data; boundary=edge")];
    let path = format!("{idea}/fichiers");
    let send = |parts: Vec<u8>| alice.send(Method::POST, &path, &kind, Body::from_vec(parts));
    let two = send(form(&[token, said, file, ("file", Some("b.jpg"), &photo(2))])).await?;
    two.assert_status(422).assert_shows("Un seul fichier à la fois");
    send(form(&[said, file, token])).await?.assert_status(403);
    send(form(&[said, file])).await?.assert_status(403);
    send(form(&[("csrf_token", None, b"wrong"), said, file])).await?.assert_status(403);
    let cut = form(&[token, said, file]);
    send(cut[..cut.len() - 40].to_vec()).await?.assert_status(403);
    assert!(on_disk(&test)?.is_empty() && shown(&alice, &idea).await?.is_empty());
    send(form(&[token, said, file])).await?.assert_status(303);
    Ok(())
}
