drop table account_blocks;
drop table identity_claims;
drop table provider_sign_ins;
drop table session_identities;
drop table identities;
