//! Codes that a phone's camera reads, as a drawing.

use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

use crate::error::{AppError, AppResult};

/// Light squares around a code, as the standard asks.
const QUIET: usize = 4;

/// A code to scan: how many squares wide it is, and its dark ones as the path of a drawing.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Qr {
    size: usize,
    path: String,
}

impl Qr {
    /// The code of a text.
    ///
    /// # Errors
    ///
    /// When the text is too long for one.
    pub fn of(text: &str) -> AppResult<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M);
        let code = code.map_err(|error| AppError::Internal(anyhow::anyhow!("no code of a text: {error}")))?;
        let (width, colours) = (code.width(), code.to_colors());
        let dark = colours.iter().enumerate().filter(|(_, colour)| **colour == Color::Dark);
        let square = |place: usize| format!("M{} {}h1v1h-1z", place % width + QUIET, place / width + QUIET);
        Ok(Self { size: width + 2 * QUIET, path: dark.map(|(place, _)| square(place)).collect() })
    }
}
