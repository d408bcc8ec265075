-- What was asked of the connected language model and what it cost; never what was said.
create table assist_calls (
  id {guid} not null primary key,
  at bigint not null,
  user_id {guid},
  case_id {guid},
  task integer not null,
  model text not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cost_micro_dollars bigint not null,
  failure text
);
create index assist_calls_at on assist_calls (at);
