drop table sign_ins;
drop table sessions;
drop table grants;
drop table accounts;
