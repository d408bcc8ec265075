-- People by name, handle or address; looked at again in the same way as messages.
create virtual table identity_search using fts5 (
  words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

create table identity_search_queue (
  seq integer not null primary key
);

create trigger identities_search_insert after insert on identities
begin
  insert into identity_search_queue (seq) values (new.seq);
end;

create trigger identities_search_update after update of name, handle on identities
when coalesce(old.name, '') <> coalesce(new.name, '') or coalesce(old.handle, '') <> coalesce(new.handle, '')
begin
  insert or ignore into identity_search_queue (seq) values (new.seq);
end;

create trigger identities_search_delete after delete on identities
begin
  insert or ignore into identity_search_queue (seq) values (old.seq);
end;
