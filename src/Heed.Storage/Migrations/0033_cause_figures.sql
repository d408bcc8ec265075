-- Cases by when they were resolved: the figures of the four causes are told about those of a period.
create index cases_resolved on cases (resolved_at, id);

-- Which answers went out harsh.
create index tone_records_message on tone_records (message_id) where message_id is not null;
