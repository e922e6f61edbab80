-- When a drill was first seen: what passed and what failed is counted. The next migration fills it for what is stored.
alter table drills add column seen_at bigint;
create index drills_by_start on drills (started_at);
