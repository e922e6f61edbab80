-- AWS accounts and how they are reached: names of credentials, never the credentials.
create table aws_accounts (
    name        text primary key,
    account     text not null unique,
    profile     text,
    role_arn    text,
    external_id text,
    region      text not null,
    endpoint    text,
    path        text not null,
    tag_key     text not null,
    tag_value   text not null,
    added_at    bigint not null
);
