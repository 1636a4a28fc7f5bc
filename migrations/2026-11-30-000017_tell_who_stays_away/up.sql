-- When somebody was told that their account, which nobody uses, will be erased.
alter table accounts add column unused_told_at timestamp;
