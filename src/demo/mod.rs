//! The demonstration: a finished contest of a region that does not exist, and the people who meet in it.

use crate::accounts::pages::sign_in::DemoPerson;

/// The people of the demonstration.
pub fn people() -> Vec<DemoPerson> {
    CAST.to_vec()
}

const CAST: [DemoPerson; 3] = [
    DemoPerson { email: "ada@valmont.example", name: "Ada Ferrand", role: "administrator" },
    DemoPerson { email: "noe@valmont.example", name: "Noé Castel", role: "animator" },
    DemoPerson { email: "lina@valmont.example", name: "Lina Moreau", role: "agent" },
];

/// Fills an empty database with the finished contest.
///
/// # Errors
///
/// When something of it cannot be written.
pub async fn fill(_app: &crate::app::App) -> anyhow::Result<()> {
    Ok(())
}

/// What is printed when all is ready.
pub fn welcome(base_url: &str) -> String {
    base_url.to_owned()
}
