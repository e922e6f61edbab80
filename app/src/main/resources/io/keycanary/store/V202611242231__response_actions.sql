-- Response actions, stored before anything is called, with what undo needs.
create table response_actions (
    id         ${uuid} primary key,
    incident   ${uuid} not null,
    step       text,
    kind       text not null,
    target     text not null,
    account    text,
    state      text not null,
    calls      text not null,
    undo_needs text not null,
    actor      text not null,
    at         bigint not null
);
create index response_actions_by_incident on response_actions (incident);
