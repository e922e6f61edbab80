-- A rule says from when on it holds and who added it; it is ended, not deleted. Nothing could add one before.
alter table expected_uses rename column expires to ends_at;
alter table expected_uses add column starts_at bigint not null default 0;
alter table expected_uses add column added_by text not null default '';
create index expected_uses_by_end on expected_uses (ends_at);
