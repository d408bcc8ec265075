-- What customers did, as other systems of the company tell it. Joined to people only by proven identifiers.
create table outcomes (
  id {guid} not null primary key,
  source text not null,
  reference text not null,
  kind integer not null,
  key_space integer not null,
  key text not null,
  customer_id {guid} references customers (id),
  at bigint not null,
  cents bigint,
  currency text,
  reason text,
  taken_at bigint not null,
  unique (source, kind, reference)
);
create index outcomes_key on outcomes (key_space, key) where customer_id is null;
create index outcomes_customer on outcomes (customer_id, kind, at) where customer_id is not null;
create index outcomes_at on outcomes (kind, at);

-- What a customer is known by besides their channels: the company's own number, an address or phone they proved.
create table customer_keys (
  space integer not null,
  value text not null,
  customer_id {guid} not null references customers (id),
  added_at bigint not null,
  added_by {guid},
  primary key (space, value)
);
create index customer_keys_customer on customer_keys (customer_id);

-- The systems that send outcomes by signed webhook.
create table outcome_sources (
  name text not null primary key,
  secret text not null,
  key_space integer not null,
  currency text,
  added_at bigint not null
);

-- Files somebody brought, with how their columns are to be understood. The bytes lie in the data folder until they are read.
create table outcome_files (
  id {guid} not null primary key,
  name text not null,
  size bigint not null,
  added_at bigint not null,
  mapping text,
  import_id {guid},
  failure text
);
