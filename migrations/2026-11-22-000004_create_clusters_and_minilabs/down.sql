drop table need_forms;
drop table cluster_orphans;
drop table cluster_members;
drop table clusters;
drop table clusterings;
drop table invitations;
drop table memberships;
drop table minilabs;
