-- Pipelines that were set up in AWS accounts: what is watched there. region_group is aws, aws-cn or aws-us-gov; the lists are JSON.
create table pipelines (
    account       text not null,
    name          text not null,
    region_group  text not null,
    home_region   text not null,
    other_regions text not null,
    subscribers   text not null,
    classic       boolean not null,
    fast          boolean not null,
    adopt         boolean not null,
    second_trail  boolean not null,
    applied_at    bigint not null,
    primary key (account, name)
);
