-- Sightings and incidents. Fields of records are hostile and of any length, so only digests of them are indexed.
create table sightings (
    id              ${uuid} primary key,
    token           ${uuid} not null,
    identity_digest text not null,
    identity        text not null,
    kind            text not null,
    disposition     text not null,
    facts           text not null,
    authenticated   boolean not null,
    happened_at     bigint not null,
    known_at        bigint not null,
    matched_by      text not null,
    arrivals        text not null,
    record          ${bytes} not null,
    sha256          text not null,
    incident        ${uuid},
    unique (token, identity_digest)
);
create index sightings_by_incident on sightings (incident, happened_at) where incident is not null;
create index sightings_by_disposition on sightings (disposition, known_at) where disposition <> 'ALERT';

-- When a right signature from a network was last seen in an incident: links campaigns.
create table incident_networks (
    network       text not null,
    incident      ${uuid} not null,
    last_known_at bigint not null,
    primary key (network, incident)
);
create index incident_networks_by_time on incident_networks (network, last_known_at);

create table incidents (
    id              ${uuid} primary key,
    token           ${uuid} not null,
    state           text not null,
    verdict         text,
    severity        text not null,
    opened_at       bigint not null,
    first_seen_at   bigint not null,
    last_seen_at    bigint not null,
    sightings       integer not null,
    authenticated   boolean not null,
    seen            text not null,
    hour_began      bigint not null,
    sent            integer not null,
    waiting         integer not null,
    previous        ${uuid},
    campaign        ${uuid},
    acknowledged_at bigint,
    contained_at    bigint,
    resolved_at     bigint,
    version         bigint not null
);
create unique index one_open_incident on incidents (token) where state <> 'RESOLVED';
create index incidents_by_token on incidents (token, resolved_at);
create index incidents_by_state on incidents (state, id);
create index incidents_by_campaign on incidents (campaign) where campaign is not null;
create index digests_waiting on incidents (hour_began) where waiting > 0 and state <> 'RESOLVED';

create table notes (
    id       ${uuid} primary key,
    incident ${uuid} not null,
    at       bigint not null,
    author   text not null,
    action   text not null,
    text     text not null
);
create index notes_by_incident on notes (incident, at);

create table expected_uses (
    id      ${uuid} primary key,
    tokens  text not null,
    network text not null,
    expires bigint not null,
    reason  text not null
);
