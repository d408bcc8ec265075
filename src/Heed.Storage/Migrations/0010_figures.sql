-- All that the message figures ask, in the order they ask it: they read this index and never the messages themselves.
create index messages_figures on messages (account_id, at, direction, visibility, automatic, state, answered_at);
