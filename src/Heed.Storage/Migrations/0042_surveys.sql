-- What customers were asked when their matter was over, and what they said. Of a link only its hash is kept; sealed_secret holds it
-- until its message has gone out, and no longer.
create table surveys (
  id {guid} not null primary key,
  case_id {guid} not null references cases (id),
  customer_id {guid} not null references customers (id),
  brand text not null,
  department_id {guid},
  account_id {guid} not null,
  network text not null,
  language text not null,
  message_id {guid} not null unique,
  by_message text not null,
  on_page text not null,
  token_hash {bytes} not null unique,
  sealed_secret text,
  asked_at bigint not null,
  expires_at bigint not null,
  answered_at bigint,
  used_at bigint
);
create index surveys_customer on surveys (customer_id, asked_at);
create index surveys_case on surveys (case_id);
create index surveys_answered on surveys (answered_at, id) where answered_at is not null;
create index surveys_secret on surveys (message_id) where sealed_secret is not null;

create table survey_answers (
  survey_id {guid} not null references surveys (id),
  question integer not null,
  number integer,
  word text,
  at bigint not null,
  message_id {guid},
  primary key (survey_id, question)
);
create index survey_answers_question on survey_answers (question, at);

-- When a person was last asked. One row a person: whoever would ask again too early finds it taken, whatever they looked up before.
create table survey_turns (
  customer_id {guid} not null primary key references customers (id),
  asked_at bigint not null
);
