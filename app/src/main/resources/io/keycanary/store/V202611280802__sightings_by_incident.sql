-- Figures and counts are read from the index alone: a record is many times as long as what they need of it.
drop index sightings_by_incident;
create index sightings_by_incident on sightings (incident, happened_at, id, known_at, arrivals, network, source, call)
    where incident is not null;
