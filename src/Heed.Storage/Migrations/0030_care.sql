-- What keeps customers from leaving: what was read, through whose hands a case went, what was promised, which of the four causes are there.
alter table messages add column reading text;

alter table cases add column topic text;
alter table cases add column sentiment integer;
alter table cases add column urgency integer not null default 0;
alter table cases add column shop text;
alter table cases add column leaving {bool} not null default false;
alter table cases add column visited text not null default '';
alter table cases add column department_since bigint;
alter table cases add column department_hand_overs integer not null default 0;
alter table cases add column boomerangs integer not null default 0;
alter table cases add column boomerangs_stopped integer not null default 0;
alter table cases add column stopped_towards {guid};
alter table cases add column accountable_id {guid};
alter table cases add column return_of {guid};
alter table cases add column asked_to_hand_over {bool} not null default false;
alter table cases add column promise_id {guid};
alter table cases add column promise_kind integer not null default 0;
alter table cases add column promise_until bigint;
alter table cases add column promise_message_id {guid};
alter table cases add column escalated_at bigint;
alter table cases add column causes_seen integer not null default 0;
alter table cases add column causes_said integer not null default 0;

-- Cases from before this migration: where they stand is where they have been.
update cases set visited = lower(cast(department_id as text)), department_since = opened_at where department_id is not null;

create index cases_attention on cases (status, queue_at, id) where asked_to_hand_over or escalated_at is not null;

create table case_stays (
  case_id {guid} not null references cases (id),
  version bigint not null,
  department_id {guid} not null,
  since bigint not null,
  until bigint not null,
  handed_on {bool} not null,
  primary key (case_id, version)
){without_rowid};
create index case_stays_until on case_stays (until);

create table promises (
  id {guid} not null primary key,
  case_id {guid} not null references cases (id),
  kind integer not null,
  department_id {guid},
  agent_id {guid},
  made_at bigint not null,
  not_before bigint,
  until bigint not null,
  message_id {guid},
  ended integer not null,
  ended_at bigint
);
create index promises_open on promises (until) where ended = 0;
create index promises_case on promises (case_id);
create index promises_made on promises (made_at);
