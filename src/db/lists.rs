//! `column in (…)` in few texts. Diesel writes one text per length of the list, and therefore prepares such a statement
//! anew each time; a page of ours has a dozen of them.

use diesel::AppearsOnTable;
use diesel::backend::Backend;
use diesel::expression::{Expression, SelectableExpression, ValidGrouping};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::{Bool, HasSqlType, SingleValue};

/// Whether a column holds one of some values. Of a column that may be null, null is none of them.
///
/// The list is filled up with its last value to a power of two: a dozen texts serve all lengths, and each is prepared
/// once per connection. For a subquery, `eq_any` is prepared once as well.
pub fn one_of<C, I: IntoIterator>(column: C, values: I) -> OneOf<C, I::Item> {
    OneOf { column, values: values.into_iter().collect() }
}

/// What [`one_of()`] makes, under the name that `auto_type` looks for.
#[expect(non_camel_case_types, reason = "the name of the function")]
pub type one_of<C, I> = OneOf<C, <I as IntoIterator>::Item>;

/// See [`one_of()`].
#[derive(Debug, Clone)]
pub struct OneOf<C, V> {
    column: C,
    values: Vec<V>,
}

impl<C: Expression, V> Expression for OneOf<C, V> {
    type SqlType = Bool;
}

impl<C, V> QueryId for OneOf<C, V> {
    type QueryId = ();

    // Its text depends on the length, so that statements are told apart by their text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<C: ValidGrouping<G>, V, G> ValidGrouping<G> for OneOf<C, V> {
    type IsAggregate = C::IsAggregate;
}

impl<C: SelectableExpression<Q>, V, Q> SelectableExpression<Q> for OneOf<C, V> {}

impl<C: AppearsOnTable<Q>, V, Q> AppearsOnTable<Q> for OneOf<C, V> {}

impl<C, V, DB> QueryFragment<DB> for OneOf<C, V>
where
    DB: Backend + HasSqlType<C::SqlType>,
    C: Expression<SqlType: SingleValue> + QueryFragment<DB>,
    V: ToSql<C::SqlType, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let Some(last) = self.values.last() else {
            out.push_sql("1 = 0");
            return Ok(());
        };
        let filling = self.values.len().next_power_of_two() - self.values.len();
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" in (");
        for (place, value) in self.values.iter().chain(std::iter::repeat_n(last, filling)).enumerate() {
            if place > 0 {
                out.push_sql(", ");
            }
            out.push_bind_param(value)?;
        }
        out.push_sql(")");
        Ok(())
    }
}
