//! Makes a picture that somebody sent safe to show: it is decoded, turned the right way up, made smaller where it is
//! large, and written anew, so that nothing but its pixels is left of what came – no place, no camera, no comment, and
//! nothing that was hung on to it.
//!
//! How large a picture is says its beginning; one that is too large is refused before any memory is taken for it.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use tokio::sync::Semaphore;

/// The longest side of what is kept.
const LONGEST: u32 = 2_000;
/// The longest side of a small picture.
const SMALL: u32 = 480;
/// Pixels on a side, at most.
const MAX_SIDE: u32 = 20_000;
/// Megabytes of one picture's pixels, at most: 50 million pixels of a photo.
const MAX_MEGABYTES: u32 = 200;
/// Bytes in a megabyte.
const MEGABYTE: u64 = 1_000_000;
/// What a decoder may take beside the pixels themselves, as a share of them: a progressive JPEG is held twice as numbers of
/// two bytes before it is a picture.
const DECODER_SHARE: u64 = 3;
/// The quality of a JPEG that is written.
const QUALITY: u8 = 85;

/// Megabytes of pixels at work at the same time in this process; who comes later waits.
static AT_WORK: Semaphore = Semaphore::const_new(MAX_MEGABYTES as usize);

/// A way of writing pictures that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Photos.
    Jpeg,
    /// Drawings and screens.
    Png,
    /// Either.
    Webp,
    /// Drawings, long ago.
    Gif,
}

/// A picture to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The picture.
    pub bytes: Vec<u8>,
    /// A small one of it.
    pub small: Vec<u8>,
    /// How both are written: JPEG or PNG.
    pub format: Format,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// Why a picture is not taken.
#[derive(Debug, thiserror::Error)]
pub enum ImageError {
    /// It cannot be read.
    #[error("the picture cannot be read")]
    Broken,
    /// It has too many pixels.
    #[error("the picture has too many pixels")]
    TooLarge,
    /// It moves.
    #[error("the picture moves")]
    Animated,
    /// The program could not.
    #[error("{0}")]
    Internal(#[from] anyhow::Error),
}

impl From<image::ImageError> for ImageError {
    fn from(error: image::ImageError) -> Self {
        match error {
            image::ImageError::Limits(_) => Self::TooLarge,
            _ => Self::Broken,
        }
    }
}

/// Makes a picture safe, off the async threads and when there is room for it.
///
/// # Errors
///
/// Why it is not taken.
pub async fn clean(bytes: Vec<u8>, format: Format) -> Result<Picture, ImageError> {
    let megabytes = measure(&bytes, format)?;
    let turn = AT_WORK.acquire_many(megabytes).await.map_err(anyhow::Error::from)?;
    let cleaned = tokio::task::spawn_blocking(move || clean_now(&bytes, format)).await;
    drop(turn);
    // A decoder that gave up did so because of the picture.
    cleaned.unwrap_or(Err(ImageError::Broken))
}

/// Megabytes of its pixels, from its beginning alone.
fn measure(bytes: &[u8], format: Format) -> Result<u32, ImageError> {
    let decoder = reader(bytes, format).into_decoder()?;
    let (width, height) = decoder.dimensions();
    let megabytes = decoder.total_bytes().div_ceil(MEGABYTE);
    if width == 0 || height == 0 {
        return Err(ImageError::Broken);
    }
    if width > MAX_SIDE || height > MAX_SIDE {
        return Err(ImageError::TooLarge);
    }
    u32::try_from(megabytes).ok().filter(|size| *size <= MAX_MEGABYTES).ok_or(ImageError::TooLarge)
}

fn clean_now(bytes: &[u8], format: Format) -> Result<Picture, ImageError> {
    if is_animated(bytes, format)? {
        return Err(ImageError::Animated);
    }
    let mut decoder = reader(bytes, format).into_decoder()?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder)?;
    image = within(image, LONGEST);
    image.apply_orientation(orientation);
    // A photo is small as a JPEG; letters and drawings stay sharp as a PNG, and so does what is see-through.
    let is_photo = matches!(format, Format::Jpeg | Format::Webp) && !image.color().has_alpha();
    let format = if is_photo { Format::Jpeg } else { Format::Png };
    let image = if is_photo { image.into_rgb8().into() } else { DynamicImage::from(image.into_rgba8()) };
    Ok(Picture {
        width: image.width(),
        height: image.height(),
        small: written(&within(image.clone(), SMALL), format)?,
        bytes: written(&image, format)?,
        format,
    })
}

fn reader(bytes: &[u8], format: Format) -> ImageReader<Cursor<&[u8]>> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format.into());
    reader.limits(limits());
    reader
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(u64::from(MAX_MEGABYTES) * MEGABYTE * DECODER_SHARE);
    limits
}

/// Whether it has more than one frame; two are looked at, however many there are.
fn is_animated(bytes: &[u8], format: Format) -> Result<bool, ImageError> {
    Ok(match format {
        Format::Jpeg => false,
        Format::Png => PngDecoder::with_limits(Cursor::new(bytes), limits())?.is_apng()?,
        Format::Webp => WebPDecoder::new(Cursor::new(bytes))?.has_animation(),
        Format::Gif => {
            let mut decoder = GifDecoder::new(Cursor::new(bytes))?;
            decoder.set_limits(limits())?;
            decoder.into_frames().take(2).filter(Result::is_ok).count() > 1
        }
    })
}

/// The picture, made smaller when a side is longer.
fn within(image: DynamicImage, side: u32) -> DynamicImage {
    if image.width() <= side && image.height() <= side { image } else { image.thumbnail(side, side) }
}

fn written(image: &DynamicImage, format: Format) -> Result<Vec<u8>, ImageError> {
    let mut out = Cursor::new(Vec::new());
    match format {
        Format::Jpeg => image.write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))?,
        _ => image.write_to(&mut out, ImageFormat::Png)?,
    }
    Ok(out.into_inner())
}

impl From<Format> for ImageFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Jpeg => Self::Jpeg,
            Format::Png => Self::Png,
            Format::Webp => Self::WebP,
            Format::Gif => Self::Gif,
        }
    }
}

#[cfg(test)]
mod tests {
    use image::codecs::gif::GifEncoder;
    use image::{Frame, Rgb, RgbImage, RgbaImage};

    use super::*;

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let image =
            RgbImage::from_fn(
                width,
                height,
                |x, _| {
                    if x < width / 2 { Rgb([250, 0, 0]) } else { Rgb([0, 0, 250]) }
                },
            );
        written(&image.into(), Format::Jpeg).unwrap()
    }

    /// A JPEG with an EXIF block that says "turn it" and where it was taken.
    fn turned_photo() -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
        exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
        exif.extend(b"\x01\x0e\0\x02\0\0\0\x10\0\0\0\x26");
        exif.extend(b"\0\0\0\0GPS 48.8566 N 2\0");
        let plain = jpeg(40, 20);
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&plain[..2], b"\xff\xe1", &length, &exif, &plain[2..]].concat()
    }

    fn cleaned(bytes: &[u8], format: Format) -> Result<Picture, ImageError> {
        measure(bytes, format)?;
        clean_now(bytes, format)
    }

    fn has(bytes: &[u8], words: &[u8]) -> bool {
        bytes.windows(words.len()).any(|some| some == words)
    }

    #[test]
    fn a_photo_is_turned_and_says_no_longer_where_it_was_taken() {
        let photo = turned_photo();
        assert!(has(&photo, b"GPS 48") && has(&photo, b"Exif"));
        let picture = cleaned(&photo, Format::Jpeg).unwrap();
        assert_eq!((picture.width, picture.height), (20, 40), "turned by a quarter");
        for bytes in [&picture.bytes, &picture.small] {
            assert!(!has(bytes, b"GPS") && !has(bytes, b"Exif"));
        }
        // What was on the left is on top.
        let shown = image::load_from_memory(&picture.bytes).unwrap().into_rgb8();
        assert!(shown.get_pixel(10, 5)[0] > 200 && shown.get_pixel(10, 35)[2] > 200);
    }

    #[test]
    fn a_large_picture_is_made_smaller_and_a_small_one_stays() {
        let picture = cleaned(&jpeg(2_400, 30), Format::Jpeg).unwrap();
        assert_eq!((picture.width, picture.height), (2_000, 25));
        let small = image::load_from_memory(&picture.small).unwrap();
        assert_eq!((small.width(), small.height()), (480, 6));
        let picture = cleaned(&jpeg(30, 20), Format::Jpeg).unwrap();
        assert_eq!((picture.width, picture.height), (30, 20));
    }

    /// A PNG whose beginning announces this size, and nothing else.
    fn announced_png(width: u32, height: u32) -> Vec<u8> {
        let mut png = written(&RgbImage::new(1, 1).into(), Format::Png).unwrap();
        png[16..20].copy_from_slice(&width.to_be_bytes());
        png[20..24].copy_from_slice(&height.to_be_bytes());
        let mut crc = flate2::Crc::new();
        crc.update(&png[12..29]);
        png[29..33].copy_from_slice(&crc.sum().to_be_bytes());
        png
    }

    #[test]
    fn a_bomb_is_refused_by_its_beginning() {
        for (width, height) in [(50_000, 50_000), (19_000, 19_000), (1, 30_000), (u32::MAX >> 1, 1)] {
            let refused = measure(&announced_png(width, height), Format::Png);
            assert!(matches!(refused, Err(ImageError::TooLarge)), "{width} × {height}: {refused:?}");
        }
        assert!(measure(&announced_png(8_000, 6_000), Format::Png).is_ok());
        let gif =
            [&b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff"[..], b",\0\0\0\0\x01\0\x01\0\0"].concat();
        assert!(measure(&gif, Format::Gif).is_err());
    }

    #[test]
    fn a_picture_that_moves_is_refused_after_two_frames() {
        let mut bytes = Vec::new();
        let mut encoder = GifEncoder::new(&mut bytes);
        for shade in 0..20 {
            encoder.encode_frame(Frame::new(RgbaImage::from_pixel(4, 4, [shade, 0, 0, 255].into()))).unwrap();
        }
        drop(encoder);
        assert!(matches!(cleaned(&bytes, Format::Gif), Err(ImageError::Animated)));
    }

    #[test]
    fn what_hangs_on_to_a_picture_is_left_behind() {
        let mut still = Vec::new();
        GifEncoder::new(&mut still).encode_frame(Frame::new(RgbaImage::new(4, 4))).unwrap();
        let both = [&still[..], b"<script>alert(1)</script>"].concat();
        let picture = cleaned(&both, Format::Gif).unwrap();
        assert_eq!(picture.format, Format::Png);
        assert!(!has(&picture.bytes, b"<script>"));
    }

    #[test]
    fn what_is_cut_or_no_picture_is_broken() {
        for format in [Format::Jpeg, Format::Png, Format::Webp, Format::Gif] {
            for bytes in [
                &b""[..],
                b"GIF89a\x01\0\x01\0<script>alert(1)</script>",
                b"\x89PNG\r\n\x1a\n",
                b"RIFF\0\0\0\0WEBP",
            ] {
                assert!(matches!(cleaned(bytes, format), Err(ImageError::Broken)), "{format:?} {bytes:?}");
            }
        }
        let png = written(&RgbImage::new(50, 50).into(), Format::Png).unwrap();
        assert!(matches!(cleaned(&png[..png.len() / 2], Format::Png), Err(ImageError::Broken)));
    }
}
