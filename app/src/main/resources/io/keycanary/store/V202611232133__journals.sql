-- Checkpoints, our own calls, quarantine, audit log, API tokens.
create table checkpoints (
    source_digest text primary key,
    source        text not null,
    position      text not null
);

create table drills (
    id          ${uuid} primary key,
    token       ${uuid} not null,
    started_at  bigint not null,
    deadline    bigint not null,
    request_id  text,
    finished_at bigint
);
create index drills_by_request on drills (request_id) where request_id is not null;
create index drills_unfinished on drills (token, deadline) where finished_at is null;

create table own_calls (
    request_id text primary key,
    at         bigint not null
);

create table quarantine (
    origin_digest text not null,
    byte_offset   bigint not null,
    origin        text not null,
    reason        text not null,
    head          ${bytes} not null,
    at            bigint not null,
    primary key (origin_digest, byte_offset)
);
create index quarantine_by_time on quarantine (at);

create table audit_log (
    number  bigint primary key,
    at      bigint not null,
    actor   text not null,
    action  text not null,
    subject text not null,
    detail  text not null,
    hash    text not null
);

-- Number and hash of the newest entry: shows that the end was cut off. One row, which serialises appends.
create table audit_head (
    number bigint not null,
    hash   text not null
);
insert into audit_head (number, hash) values (0, '0000000000000000000000000000000000000000000000000000000000000000');

create table api_tokens (
    id         ${uuid} primary key,
    name       text not null,
    role       text not null,
    sha256     text not null unique,
    created_at bigint not null,
    revoked_at bigint
);
