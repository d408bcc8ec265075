-- People by name, handle or address. The marks inside addresses and handles become spaces: their parts are words too.
alter table identities add column search tsvector generated always as (
  to_tsvector('simple', translate(lower(coalesce(name, '') || ' ' || coalesce(handle, '') || ' ' || external_id),
    'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ@._-',
    'aaaaaaceeeeiiiinooooouuuuyy    '))
) stored;
create index identities_search on identities using gin (search);
