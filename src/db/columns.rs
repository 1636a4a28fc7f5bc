//! Gives pure types their place in a column: ids as 64-bit numbers, state enums as text. The types themselves know
//! nothing of a database.

/// Makes an [`crate::ids::Id`] usable wherever diesel takes a `BigInt`.
macro_rules! id_column {
    ($name:ty) => {
        const _: () = {
            use diesel::backend::Backend;
            use diesel::deserialize::{FromSql, Queryable};
            use diesel::expression::AsExpression;
            use diesel::serialize::{Output, ToSql};
            use diesel::sql_types::{BigInt, Nullable};
            use $crate::ids::Id as _;

            impl AsExpression<BigInt> for $name {
                type Expression = <i64 as AsExpression<BigInt>>::Expression;
                fn as_expression(self) -> Self::Expression {
                    AsExpression::<BigInt>::as_expression(self.as_i64())
                }
            }
            impl AsExpression<BigInt> for &$name {
                type Expression = <i64 as AsExpression<BigInt>>::Expression;
                fn as_expression(self) -> Self::Expression {
                    AsExpression::<BigInt>::as_expression(self.as_i64())
                }
            }
            impl AsExpression<Nullable<BigInt>> for $name {
                type Expression = <Option<i64> as AsExpression<Nullable<BigInt>>>::Expression;
                fn as_expression(self) -> Self::Expression {
                    AsExpression::<Nullable<BigInt>>::as_expression(Some(self.as_i64()))
                }
            }
            impl AsExpression<Nullable<BigInt>> for &$name {
                type Expression = <Option<i64> as AsExpression<Nullable<BigInt>>>::Expression;
                fn as_expression(self) -> Self::Expression {
                    AsExpression::<Nullable<BigInt>>::as_expression(Some(self.as_i64()))
                }
            }
            impl<DB: Backend> ToSql<BigInt, DB> for $name
            where
                i64: ToSql<BigInt, DB>,
            {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> diesel::serialize::Result {
                    ToSql::<BigInt, DB>::to_sql(&self.0, out)
                }
            }
            impl<DB: Backend> ToSql<Nullable<BigInt>, DB> for $name
            where
                i64: ToSql<BigInt, DB>,
            {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> diesel::serialize::Result {
                    ToSql::<BigInt, DB>::to_sql(&self.0, out)
                }
            }
            impl<DB: Backend> FromSql<BigInt, DB> for $name
            where
                i64: FromSql<BigInt, DB>,
            {
                fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                    i64::from_sql(bytes).map(Self::from_i64)
                }
            }
            impl<DB: Backend> Queryable<BigInt, DB> for $name
            where
                i64: FromSql<BigInt, DB>,
            {
                type Row = Self;
                fn build(row: Self) -> diesel::deserialize::Result<Self> {
                    Ok(row)
                }
            }
        };
    };
}

/// Makes an enum with `as_str` and `FromStr` usable wherever diesel takes a `Text`. A stored value that the enum does
/// not know is an error that names the column.
macro_rules! text_column {
    ($name:ty) => {
        const _: () = {
            use diesel::backend::Backend;
            use diesel::deserialize::{FromSql, Queryable};
            use diesel::expression::AsExpression;
            use diesel::serialize::{Output, ToSql};
            use diesel::sql_types::{Nullable, Text};

            impl AsExpression<Text> for $name {
                type Expression = <String as AsExpression<Text>>::Expression;
                fn as_expression(self) -> Self::Expression {
                    AsExpression::<Text>::as_expression(self.as_str().to_owned())
                }
            }
            impl AsExpression<Text> for &$name {
                type Expression = <String as AsExpression<Text>>::Expression;
                fn as_expression(self) -> Self::Expression {
                    AsExpression::<Text>::as_expression(self.as_str().to_owned())
                }
            }
            impl AsExpression<Nullable<Text>> for $name {
                type Expression = <Option<String> as AsExpression<Nullable<Text>>>::Expression;
                fn as_expression(self) -> Self::Expression {
                    AsExpression::<Nullable<Text>>::as_expression(Some(self.as_str().to_owned()))
                }
            }
            impl AsExpression<Nullable<Text>> for &$name {
                type Expression = <Option<String> as AsExpression<Nullable<Text>>>::Expression;
                fn as_expression(self) -> Self::Expression {
                    AsExpression::<Nullable<Text>>::as_expression(Some(self.as_str().to_owned()))
                }
            }
            impl<DB: Backend> ToSql<Text, DB> for $name
            where
                str: ToSql<Text, DB>,
            {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> diesel::serialize::Result {
                    ToSql::<Text, DB>::to_sql(self.as_str(), out)
                }
            }
            impl<DB: Backend> ToSql<Nullable<Text>, DB> for $name
            where
                str: ToSql<Text, DB>,
            {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> diesel::serialize::Result {
                    ToSql::<Text, DB>::to_sql(self.as_str(), out)
                }
            }
            impl<DB: Backend> FromSql<Text, DB> for $name
            where
                String: FromSql<Text, DB>,
            {
                fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                    let text = String::from_sql(bytes)?;
                    text.parse().map_err(|_| format!("unknown {} {text:?}", stringify!($name)).into())
                }
            }
            impl<DB: Backend> Queryable<Text, DB> for $name
            where
                String: FromSql<Text, DB>,
            {
                type Row = Self;
                fn build(row: Self) -> diesel::deserialize::Result<Self> {
                    Ok(row)
                }
            }
        };
    };
}

pub(crate) use {id_column, text_column};
