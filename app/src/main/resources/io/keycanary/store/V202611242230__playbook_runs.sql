-- The playbook of an incident, as it was when the incident opened, and which of its steps are settled.
create table playbook_runs (
    incident ${uuid} primary key,
    playbook text not null,
    version  integer not null,
    document text not null,
    begun_at bigint not null
);

create table step_marks (
    incident ${uuid} not null,
    step     text not null,
    outcome  text not null,
    at       bigint not null,
    by_whom  text not null,
    note     text not null,
    primary key (incident, step)
);
