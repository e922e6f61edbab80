-- The campaign beside the network: to find an incident of another campaign must not walk all that came from one network.
alter table incident_networks add column campaign ${uuid};
update incident_networks
    set campaign = (select i.campaign from incidents i where i.id = incident_networks.incident);
create index incident_networks_by_campaign on incident_networks (network, campaign);
create index incident_networks_by_incident on incident_networks (incident);
