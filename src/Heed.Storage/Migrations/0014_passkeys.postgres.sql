-- The model reads and writes it as jsonb there.
alter table user_passkeys alter column data type jsonb using data::jsonb;
