-- Whether a pipeline has a trail for the data events of decoys.
alter table pipelines add column data_events boolean not null default false;
