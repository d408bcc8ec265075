-- A case that became part of another one stays, for its events, and points there.
alter table cases add column merged_into_id {guid};
create index cases_merged on cases (merged_into_id) where merged_into_id is not null;
