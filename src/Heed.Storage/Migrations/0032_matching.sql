-- Who gets the next case: what people can do and carry, whether they are here, and how each department wants it. Shops, whose messages go to their people.
create table work_profiles (
  user_id {guid} not null primary key references users (id),
  capacity integer not null,
  languages text not null,
  skills text not null,
  shops text not null
);

create table presences (
  user_id {guid} not null primary key references users (id),
  state integer not null,
  chosen integer not null,
  since bigint not null,
  last_seen_at bigint not null,
  last_assigned_at bigint
);

create table shops (
  id {guid} not null primary key,
  code text not null unique,
  name text not null,
  place text not null,
  words text not null,
  department_id {guid} references departments (id)
);

alter table departments add column matching {bool} not null default false;
alter table departments add column hold_minutes integer;
alter table departments add column fallback_minutes integer;
alter table departments add column leave_minutes integer;

alter table cases add column skills text not null default '';
alter table routing_rules add column skills text not null default '[]';
alter table routing_rules add column to_shop {bool} not null default false;

create index cases_unmatched on cases (department_id, queue_at, id) where status = 0 and assignee_id is null and waiting_since is not null;
create index cases_carried on cases (assignee_id, department_id) where status = 0 and assignee_id is not null and waiting_since is not null;
