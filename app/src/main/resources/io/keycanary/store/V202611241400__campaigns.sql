-- Campaigns go by when it happened: old logs that are read today are no news of today. What is stored gets the time of its
-- whole incident, which holds that of the network.
create table networks_of_incidents (
    network       text not null,
    incident      ${uuid} not null,
    first_seen_at bigint not null,
    last_seen_at  bigint not null,
    primary key (network, incident)
);
insert into networks_of_incidents (network, incident, first_seen_at, last_seen_at)
    select n.network, n.incident, i.first_seen_at, i.last_seen_at
    from incident_networks n join incidents i on i.id = n.incident;
drop table incident_networks;
alter table networks_of_incidents rename to incident_networks;
create index incident_networks_by_time on incident_networks (network, last_seen_at);
