//! What happens to somebody whom a provider vouches for.

use crate::ids::AccountId;

/// What is known when they arrive.
#[derive(Debug, Clone, Copy, Default)]
pub struct Arriving {
    /// Whose this identity is, when it is known.
    pub known: Option<AccountId>,
    /// Whether an address came along.
    pub has_email: bool,
    /// Whether the address is theirs without further proof.
    pub is_email_trusted: bool,
    /// Whose address it is here.
    pub owner: Option<AccountId>,
    /// Whether the owner has another identity of the same provider: then the subject changed, or it is somebody else.
    pub owner_has_another: bool,
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// They enter.
    Enter(AccountId),
    /// The identity is the account's from now on, and they enter.
    Attach(AccountId),
    /// They get an account of their own, with the address only when it is trusted.
    Create,
    /// Nobody enters before the address is proven. With an account, an administrator may say so too; without, they may
    /// go on with an account of their own.
    Prove(Option<AccountId>),
}

/// What follows from what is known. An address that nobody proved opens no account, and becomes no account's: whoever
/// proves it later would find somebody else inside.
pub fn arrival(arriving: Arriving) -> Arrival {
    let Arriving { known, has_email, is_email_trusted, owner, owner_has_another } = arriving;
    match (known, owner) {
        (Some(account), _) => Arrival::Enter(account),
        (None, Some(owner)) if owner_has_another => Arrival::Prove(Some(owner)),
        (None, _) if has_email && !is_email_trusted => Arrival::Prove(None),
        (None, Some(owner)) => Arrival::Attach(owner),
        (None, None) => Arrival::Create,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;

    #[test]
    fn an_unproven_address_opens_nothing() {
        let (alice, trusted) = (
            AccountId::from_i64(1),
            Arriving { has_email: true, is_email_trusted: true, ..Arriving::default() },
        );
        let untrusted = Arriving { is_email_trusted: false, ..trusted };
        for (arriving, expected) in [
            (Arriving { known: Some(alice), ..untrusted }, Arrival::Enter(alice)),
            (Arriving::default(), Arrival::Create),
            (trusted, Arrival::Create),
            (Arriving { owner: Some(alice), ..trusted }, Arrival::Attach(alice)),
            (
                Arriving { owner: Some(alice), owner_has_another: true, ..trusted },
                Arrival::Prove(Some(alice)),
            ),
            (untrusted, Arrival::Prove(None)),
            (Arriving { owner: Some(alice), ..untrusted }, Arrival::Prove(None)),
            (
                Arriving { owner: Some(alice), owner_has_another: true, ..untrusted },
                Arrival::Prove(Some(alice)),
            ),
        ] {
            assert_eq!(arrival(arriving), expected, "{arriving:?}");
        }
    }
}
