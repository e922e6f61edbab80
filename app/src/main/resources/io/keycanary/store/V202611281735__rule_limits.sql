-- How many rules of EventBridge a pipeline may have: tokens told by their path alone, and the quota that AWS gave.
alter table pipelines add column rules_by_path boolean not null default false;
alter table pipelines add column rule_quota integer not null default 0;
