-- What is counted of an incident's sightings, capped: see Tally. The next migration fills it for what is stored.
alter table sightings add column network text;
alter table sightings add column source text;
alter table sightings add column call text;
