-- Keeps a channel quiet for a time; it is ended, not deleted.
create table quiet_rules (
    id        ${uuid} primary key,
    channels  text not null,
    tokens    text not null,
    at_most   text not null,
    starts_at bigint not null,
    ends_at   bigint not null,
    reason    text not null,
    added_by  text not null
);
create index quiet_rules_by_end on quiet_rules (ends_at);
