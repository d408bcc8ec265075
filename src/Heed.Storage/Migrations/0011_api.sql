-- What an Idempotency-Key stands for: the id its message has, or will have.
create table api_requests (
  caller text not null,
  key text not null,
  fingerprint text not null,
  message_id {guid} not null,
  at bigint not null,
  primary key (caller, key)
);
create index api_requests_at on api_requests (at);

-- Files still to be fetched from the networks, and how often it was tried.
create index attachments_unfetched on attachments (id) where url is not null and sha256 is null and failure is null;
create table attachment_tries (
  attachment_id {guid} not null primary key references attachments (id),
  attempts integer not null,
  next_at bigint not null
);
