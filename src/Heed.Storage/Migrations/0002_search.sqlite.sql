-- Full text: the words only, no second copy of the text. Finding the words costs more than the message's own row and its other
-- indexes together, so it is not done inside the commit that takes the message in: the triggers note which rows to look at again,
-- whoever writes them, and SearchIndex does so a moment later.
create virtual table message_search using fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

create table message_search_queue (
  seq integer not null primary key
);

create trigger messages_search_insert after insert on messages when new.text <> ''
begin
  insert into message_search_queue (seq) values (new.seq);
end;

create trigger messages_search_update after update of text on messages when old.text <> new.text
begin
  insert or ignore into message_search_queue (seq) values (new.seq);
end;

create trigger messages_search_delete after delete on messages
begin
  insert or ignore into message_search_queue (seq) values (old.seq);
end;
