-- What an alert says, as values for programs; null in alerts about ourselves and in those from before.
alter table alerts add column facts text;
