-- What is past keeping goes, and leaves a mark: of a delivery the row stays (its hash still knows a redelivery), its bytes do not;
-- of a deleted message the tombstone stays.
alter table deliveries add column purged_at bigint;
alter table messages add column erased_at bigint;
create index messages_to_erase on messages (deleted_at) where deleted_at is not null and erased_at is null;
create index attachments_blob on attachments (sha256) where sha256 is not null;
