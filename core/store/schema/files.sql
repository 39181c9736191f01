-- Files that institutions send (9101) and fetch (9102), append only: one content of one
-- institution is one file, and sending it again only offers it for longer.

create table if not exists file (
  file_qury_no text primary key,
  fixmedins_code text not null,
  filename text not null,
  content blob not null
) strict, without rowid;

create table if not exists file_offer (
  id integer primary key,
  file_qury_no text not null references file (file_qury_no),
  until text not null
) strict;
create index if not exists file_offer_of on file_offer (file_qury_no, id);

create trigger if not exists file_keeps before update on file
begin select raise(abort, 'files are never changed'); end;
create trigger if not exists file_stays before delete on file
begin select raise(abort, 'files are never deleted'); end;
create trigger if not exists file_offer_keeps before update on file_offer
begin select raise(abort, 'offers of a file are never changed'); end;
create trigger if not exists file_offer_stays before delete on file_offer
begin select raise(abort, 'offers of a file are never deleted'); end;
