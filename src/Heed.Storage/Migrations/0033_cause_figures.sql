-- Cases by when they were resolved: the figures of the four causes are told about those of a period.
create index cases_resolved on cases (resolved_at, id);
