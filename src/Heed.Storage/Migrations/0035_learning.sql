-- What people corrected in what was read, and what was learned from it. Earlier lessons stay: the way back is one step.
create table reading_corrections (
  message_id {guid} not null primary key,
  task text not null,
  label text not null,
  language text not null,
  at bigint not null,
  by_id {guid}
);
create index reading_corrections_at on reading_corrections (at);

create table reading_lessons (
  id {guid} not null primary key,
  task text not null,
  weights {bytes} not null,
  corrections integer not null,
  made_at bigint not null,
  in_use {bool} not null
);
create index reading_lessons_task on reading_lessons (task, made_at);
