-- Registrations of persons that passed the platform, e.g. of an accident; a withdrawal is a row too.
create table if not exists registration (
  serial text not null,
  state text not null check (state in ('registered', 'withdrawn')),
  psn_no text not null,
  business text not null,
  begndate text not null,
  enddate text not null,
  primary key (serial, state)
) strict, without rowid;
create index if not exists registration_of_person on registration (psn_no, business);

create trigger if not exists registration_keeps before update on registration
begin select raise(abort, 'registrations are never changed'); end;
create trigger if not exists registration_stays before delete on registration
begin select raise(abort, 'registrations are never deleted'); end;
