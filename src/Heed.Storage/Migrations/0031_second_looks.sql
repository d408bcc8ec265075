-- Answers that somebody else reads before they leave; what became of every draft the guard said something about; whose eyes met abuse.
create table second_looks (
  id {guid} not null primary key,
  case_id {guid} not null references cases (id),
  department_id {guid},
  account_id {guid} not null,
  visibility integer not null,
  network text not null,
  text text not null,
  files text not null,
  written_by {guid},
  writer_name text not null,
  owner text not null,
  asked_at bigint not null,
  due_at bigint not null,
  language text,
  severity integer not null,
  marks text not null,
  policy integer not null,
  by_colleague {bool} not null,
  state integer not null,
  decided_by {guid},
  decided_at bigint,
  note text,
  sent_text text,
  message_id {guid}
);
-- One at a time from one person in one box: a second click is not a second answer.
create unique index second_looks_waiting on second_looks (case_id, written_by, visibility) where state = 0;
create index second_looks_due on second_looks (due_at, id) where state = 0;
create index second_looks_case on second_looks (case_id, state);

create table tone_records (
  id {guid} not null primary key,
  case_id {guid} not null references cases (id),
  department_id {guid},
  network text not null,
  visibility integer not null,
  agent_id {guid},
  message_id {guid},
  look_id {guid},
  language text,
  severity_first integer not null,
  severity_last integer not null,
  faults text not null,
  outcome integer not null,
  at bigint not null
);
create index tone_records_at on tone_records (at);
create unique index tone_records_look on tone_records (look_id) where look_id is not null;

create table veil_openings (
  message_id {guid} not null references messages (id),
  user_id {guid} not null,
  at bigint not null,
  primary key (message_id, user_id)
){without_rowid};
create index veil_openings_at on veil_openings (at);
