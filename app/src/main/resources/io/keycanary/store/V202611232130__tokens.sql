-- Tokens and what belongs to them. Times are UTC epoch microseconds. ${uuid} and ${bytes} are the database's own types.
create table tokens (
    id           ${uuid} primary key,
    label        text not null,
    account_kind text not null,
    account      text not null,
    user_arn     text unique,
    principal_id text unique,
    owner        text not null,
    purpose      text not null,
    playbook     text not null,
    planned_at   bigint not null,
    issued_at    bigint,
    proof_at     bigint,
    audit_at     bigint,
    audit_clean  boolean,
    exposed_at   bigint,
    retired_at   bigint
);

create table access_keys (
    id          text primary key,
    token       ${uuid} not null references tokens (id),
    position    integer not null,
    since       bigint not null,
    replaced_at bigint,
    active      boolean not null
);
create index access_keys_by_token on access_keys (token, position);

create table session_keys (
    id         text primary key,
    token      ${uuid} not null,
    learned_at bigint not null,
    expires    bigint
);

create table placements (
    id         ${uuid} primary key,
    token      ${uuid} not null,
    kind       text not null,
    location   text not null,
    format     text not null,
    state      text not null,
    planned_at bigint not null,
    planted_at bigint,
    checked_at bigint,
    receipt    text not null
);
create index placements_by_token on placements (token, planned_at);

-- Grows with every change of an identifier; one row.
create table register_version (
    version bigint not null
);
insert into register_version (version) values (0);

create table secrets (
    token  ${uuid} not null,
    field  text not null,
    sealed ${bytes} not null,
    primary key (token, field)
);

-- A known text under the master key: tells the right key from another one. At most one row.
create table master_key_proof (
    one    integer primary key check (one = 1),
    sealed ${bytes} not null
);
