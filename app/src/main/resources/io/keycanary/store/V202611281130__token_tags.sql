-- Words that a token bears: alerts are routed by them. Separated by spaces, in their order.
alter table tokens add column tags text not null default '';
