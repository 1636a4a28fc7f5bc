//! `/impact` and the counts of the front page: one definition, the same number everywhere.

use crate::ideas::waiting;
use crate::support::Tested;

#[tokio::test]
async fn the_same_figures_stand_on_every_page() -> Tested {
    let stage = waiting().await?;
    let charlie = stage.test.charlie().await?;
    let figures = charlie.get("/impact").await?;
    figures.assert_status(200).assert_shows("120").assert_shows("Définition");
    charlie.get("/").await?.assert_status(200).assert_shows("120 idées");
    charlie.get("/idees").await?.assert_shows("120 idées");
    // What a visitor may not see is not counted for them.
    stage.test.visitor().get("/").await?.assert_status(200).assert_lacks("120 idées");
    Ok(())
}

#[tokio::test]
async fn every_idea_has_exactly_one_destiny() -> Tested {
    let (stage, _, _) = crate::minilabs::opened().await?;
    let noe = stage.test.noe().await?;
    let answer = noe.get("/impact").await?;
    answer.assert_status(200);
    let counts = stage.test.app.db.read_now(|conn| {
        minilabs::ideas::count_by_destiny(conn, Some(stage.contest.id), &["public", "agents", "team"])
    })?;
    let all = stage.test.app.db.read_now(|conn| minilabs::ideas::count_of_contest(conn, stage.contest.id))?;
    assert_eq!(counts.iter().map(|(_, count)| count).sum::<i64>(), all);
    Ok(())
}
