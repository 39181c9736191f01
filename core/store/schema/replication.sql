-- What a hub has copied of another one's log and books: a row for each message, in the order of
-- the other's log. `settlement` is what that message booked there, '' for none. History.
create table if not exists replica (
  origin text not null,
  position integer not null,
  copied_ms integer not null,
  message text not null,
  settlement text not null,
  primary key (origin, position)
) strict, without rowid;

create trigger if not exists replica_keeps before update on replica
begin select raise(abort, 'copies are never changed'); end;
create trigger if not exists replica_stays before delete on replica
begin select raise(abort, 'copies are never deleted'); end;
