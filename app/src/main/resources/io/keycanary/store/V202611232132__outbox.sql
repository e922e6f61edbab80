-- Alerts and their way out by each channel.
create table alerts (
    id         ${uuid} primary key,
    reason     text not null,
    severity   text not null,
    incident   ${uuid},
    token      ${uuid},
    leaked     text not null,
    tried      text not null,
    origin     text not null,
    since      bigint,
    todo       text not null,
    link       text not null,
    details    text not null,
    created_at bigint not null
);
create index alerts_by_incident on alerts (incident, created_at) where incident is not null;
create index alerts_by_time on alerts (created_at, id);

create table deliveries (
    alert        ${uuid} not null references alerts (id),
    channel      text not null,
    state        text not null,
    attempts     integer not null,
    next_at      bigint not null,
    leased_until bigint,
    note         text,
    ended_at     bigint,
    primary key (alert, channel)
);
create index deliveries_due on deliveries (channel, next_at) where state = 'PENDING';

create table channel_health (
    channel      text primary key,
    last_success bigint,
    last_failure bigint,
    failures     integer not null,
    last_error   text,
    announced_at bigint
);
