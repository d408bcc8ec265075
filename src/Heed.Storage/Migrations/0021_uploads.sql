-- Files that wait to be sent: whose they are, and for which box of which case. Their bytes are in blobs already.
create table uploads (
  id {guid} not null primary key,
  case_id {guid} not null references cases (id),
  owner text not null,
  visibility integer not null,
  name text not null,
  content_type text not null,
  size bigint not null,
  sha256 text not null,
  at bigint not null
);
create index uploads_case on uploads (case_id, owner);
create index uploads_at on uploads (at);
create index uploads_blob on uploads (sha256);
