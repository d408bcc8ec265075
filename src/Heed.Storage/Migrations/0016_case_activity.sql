-- Cases by their newest message, for programs that ask what happened last (sort=activity).
create index cases_activity on cases (last_message_at, id);
