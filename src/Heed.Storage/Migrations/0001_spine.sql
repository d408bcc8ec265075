-- One text for both databases. {guid} {bool} {bytes} {serial} {case_number} are filled in per provider;
-- times are bigint milliseconds since 1970 in UTC; JSON is text.

create table settings (
  key text not null primary key,
  value text not null
);

create table departments (
  id {guid} not null primary key,
  name text not null unique,
  calendar text not null,
  first_public_minutes integer,
  first_private_minutes integer,
  next_public_minutes integer,
  next_private_minutes integer,
  position integer not null
);

create table channel_accounts (
  id {guid} not null primary key,
  network text not null,
  name text not null,
  brand text not null,
  external_id text not null,
  handle text not null,
  department_id {guid} references departments (id),
  settings text not null,
  secrets text not null,
  state integer not null,
  state_reason text,
  added_at bigint not null,
  changed_at bigint not null,
  poll_cursor text,
  polled_at bigint,
  poll_failure text,
  unique (network, name)
);

create table routing_rules (
  id {guid} not null primary key,
  position integer not null,
  name text not null unique,
  conditions text not null,
  department_id {guid} references departments (id),
  tags text not null,
  priority integer not null,
  enabled {bool} not null
);

-- The door: raw deliveries, and which lanes still have to read them.
create table deliveries (
  seq {serial},
  account_id {guid} not null references channel_accounts (id),
  source integer not null,
  received_at bigint not null,
  content_type text,
  headers text,
  body {bytes} not null,
  hash {bytes} not null,
  unique (account_id, hash)
);

create table lanes (
  lane integer not null primary key,
  version bigint not null
);

create table lane_queue (
  lane integer not null,
  seq bigint not null references deliveries (seq),
  primary key (lane, seq)
);

create table set_asides (
  id {guid} not null primary key,
  delivery_seq bigint not null references deliveries (seq),
  event_index integer not null,
  account_id {guid} not null references channel_accounts (id),
  reason text not null,
  at bigint not null,
  state integer not null,
  attempts integer not null,
  unique (delivery_seq, event_index)
);
create index set_asides_state on set_asides (state, at);

create table refusals (
  network text not null,
  account text not null,
  reason text not null,
  day bigint not null,
  count bigint not null,
  primary key (network, account, reason, day)
);

-- Edits, deletions, receipts and answers that came before the message they belong to.
create table waiting_changes (
  id {guid} not null primary key,
  account_id {guid} not null references channel_accounts (id),
  external_id text not null,
  at bigint not null,
  arrived_at bigint not null,
  event text not null
);
create index waiting_changes_message on waiting_changes (account_id, external_id);

create table customers (
  id {guid} not null primary key,
  name text not null,
  avatar_url text,
  language text,
  created_at bigint not null,
  case_count integer not null
);

create table identities (
  {numbered_key}
  customer_id {guid} not null references customers (id),
  space text not null,
  external_id text not null,
  name text,
  handle text,
  avatar_url text,
  location text,
  locale text,
  followers bigint,
  verified {bool} not null,
  first_seen_at bigint not null,
  looked_up_at bigint,
  unique (space, external_id)
);
create index identities_customer on identities (customer_id);

create table cases (
  id {guid} not null primary key,
  number bigint not null unique {case_number},
  customer_id {guid} not null references customers (id),
  brand text not null,
  status integer not null,
  department_id {guid} references departments (id),
  assignee_id {guid},
  language text,
  subject text,
  priority integer not null,
  origin_account_id {guid} not null,
  origin_network text not null,
  origin_visibility integer not null,
  origin_direction integer not null,
  opened_at bigint not null,
  last_message_at bigint not null,
  last_inbound_at bigint,
  last_outbound_at bigint,
  last_network text not null,
  last_visibility integer not null,
  last_direction integer not null,
  preview text not null,
  waiting_since bigint,
  due_at bigint,
  clock text not null,
  wait_kind integer not null,
  wait_visibility integer not null,
  first_answer_at bigint,
  inbound_count integer not null,
  outbound_count integer not null,
  agent_count integer not null,
  attributed_answers integer not null,
  answered_by text not null,
  hand_overs integer not null,
  reopenings integer not null,
  resolved_at bigint,
  version bigint not null,
  queue_at bigint not null
);
create index cases_customer on cases (customer_id, last_message_at);
create index cases_queue on cases (status, queue_at, id);
create index cases_assignee on cases (assignee_id, status, queue_at, id) where assignee_id is not null;
create index cases_department on cases (department_id, status, queue_at, id);
create index cases_opened on cases (opened_at);

create table case_events (
  case_id {guid} not null references cases (id),
  version bigint not null,
  kind text not null,
  at bigint not null,
  actor_id {guid},
  data text not null,
  primary key (case_id, version)
){without_rowid};

create table case_tags (
  case_id {guid} not null references cases (id),
  tag text not null,
  primary key (case_id, tag)
){without_rowid};
create index case_tags_tag on case_tags (tag);

create table messages (
  {numbered_key}
  case_id {guid} not null references cases (id),
  customer_id {guid} not null references customers (id),
  account_id {guid} not null references channel_accounts (id),
  external_id text,
  latest_id text,
  network text not null,
  direction integer not null,
  visibility integer not null,
  kind text not null,
  thread_key text not null,
  in_reply_to text,
  text text not null,
  language text,
  state integer not null,
  failure text,
  at bigint not null,
  received_at bigint not null,
  identity_id {guid},
  agent_id {guid},
  author_name text not null,
  signature text,
  own_key text,
  mode text,
  target_external_id text,
  edited_at bigint,
  deleted_at bigint,
  hidden {bool} not null,
  summons {bool} not null,
  automatic {bool} not null,
  sender_unverified {bool} not null,
  reaction text,
  answered_at bigint,
  attachment_count integer not null,
  extra text,
  unique (account_id, external_id)
);
create index messages_case on messages (case_id, at, id);
create index messages_at on messages (at);
create unique index messages_own_key on messages (account_id, own_key) where own_key is not null;

-- Further ids of one message: every edit of a post on X makes a new one.
create table message_aliases (
  account_id {guid} not null references channel_accounts (id),
  external_id text not null,
  message_id {guid} not null,
  primary key (account_id, external_id)
);

create table attachments (
  id {guid} not null primary key,
  message_id {guid} not null,
  name text not null,
  content_type text not null,
  size bigint,
  url text,
  content_id text,
  inline {bool} not null,
  sha256 text,
  failure text
);
create index attachments_message on attachments (message_id);

create table blobs (
  sha256 text not null primary key,
  content {bytes} not null
);

-- The ledger of what goes out; the message's own state follows it in the same transaction.
create table outbox (
  message_id {guid} not null primary key,
  account_id {guid} not null references channel_accounts (id),
  state integer not null,
  send_at bigint not null,
  attempts integer not null,
  reason text,
  updated_at bigint not null
);
create index outbox_due on outbox (account_id, state, send_at);

create table drafts (
  case_id {guid} not null references cases (id),
  user_id {guid} not null,
  visibility integer not null,
  text text not null,
  updated_at bigint not null,
  primary key (case_id, user_id, visibility)
);

create table imports (
  id {guid} not null primary key,
  kind text not null,
  file text not null,
  fingerprint text not null,
  brand text,
  state integer not null,
  rows_read bigint not null,
  rows_taken bigint not null,
  rows_known bigint not null,
  rows_broken bigint not null,
  position bigint not null,
  started_at bigint not null,
  finished_at bigint,
  unique (kind, fingerprint)
);

create table import_rejects (
  import_id {guid} not null references imports (id),
  row bigint not null,
  reason text not null,
  primary key (import_id, row)
);

create table users (
  id {guid} not null primary key,
  user_name text,
  normalized_user_name text unique,
  email text,
  normalized_email text,
  email_confirmed {bool} not null,
  password_hash text,
  security_stamp text,
  concurrency_stamp text,
  phone_number text,
  phone_number_confirmed {bool} not null,
  two_factor_enabled {bool} not null,
  lockout_end bigint,
  lockout_enabled {bool} not null,
  access_failed_count integer not null,
  name text not null,
  role integer not null,
  language text,
  time_zone text,
  theme text,
  shortcuts {bool} not null,
  disabled {bool} not null,
  created_at bigint not null,
  last_seen_at bigint
);

create table user_claims (
  id {serial},
  user_id {guid} not null references users (id),
  claim_type text,
  claim_value text
);

create table user_logins (
  login_provider text not null,
  provider_key text not null,
  provider_display_name text,
  user_id {guid} not null references users (id),
  primary key (login_provider, provider_key)
);

create table user_tokens (
  user_id {guid} not null references users (id),
  login_provider text not null,
  name text not null,
  value text,
  primary key (user_id, login_provider, name)
);

create table user_passkeys (
  credential_id {bytes} not null primary key,
  user_id {guid} not null references users (id),
  data text not null
);

create table user_departments (
  user_id {guid} not null references users (id),
  department_id {guid} not null references departments (id),
  primary key (user_id, department_id)
);

-- Invitations and one-time sign-in links: only the hash of the secret is kept.
create table access_links (
  id {guid} not null primary key,
  kind integer not null,
  token_hash {bytes} not null unique,
  email text,
  name text,
  role integer not null,
  user_id {guid},
  departments text not null,
  created_at bigint not null,
  created_by {guid},
  expires_at bigint not null,
  used_at bigint
);

create table api_tokens (
  id {guid} not null primary key,
  name text not null unique,
  role integer not null,
  token_hash {bytes} not null unique,
  created_at bigint not null,
  last_used_at bigint,
  revoked_at bigint
);
