-- Full text without accents: translate() is immutable, the unaccent extension is not, and needs a superuser.
alter table messages add column search tsvector generated always as (
  to_tsvector('simple', translate(lower(text),
    'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ',
    'aaaaaaceeeeiiiinooooouuuuyy'))
) stored;
create index messages_search on messages using gin (search);
