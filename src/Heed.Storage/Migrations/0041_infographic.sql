-- How a brand's infographic looks ('' : all brands together), to whom it is mailed and when, and what became of each mail.
create table infographic_looks (
  brand text not null primary key,
  name text not null,
  first_colour text,
  second_colour text,
  logo {bytes},
  changed_at bigint not null
);

create table infographic_schedules (
  id {guid} not null primary key,
  brand text not null,
  department_id {guid},
  language text not null,
  cadence integer not null,
  recipients text not null,
  account_id {guid} not null,
  since bigint not null
);

-- One mail for each recipient and due time, whoever looks first: the key refuses a second.
create table infographic_mailings (
  id {guid} not null primary key,
  schedule_id {guid} not null,
  due_at bigint not null,
  recipient text not null,
  state integer not null,
  attempts integer not null,
  look_at bigint not null,
  failure text,
  settled_at bigint,
  unique (schedule_id, due_at, recipient)
);
create index infographic_mailings_open on infographic_mailings (look_at) where state < 2;
