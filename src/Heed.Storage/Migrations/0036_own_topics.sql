-- What a lesson learned of the company's own topics; and who is in a shop now, or about to buy, as the list of cases tells it.
alter table reading_lessons add column own_topics {bytes};

alter table cases add column in_store_at bigint;
alter table cases add column buying {bool} not null default false;
