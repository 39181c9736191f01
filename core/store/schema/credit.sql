-- Credit: what happened, append only. A score is computed from these rows and nothing else.

create table if not exists credit_event (
  event_id text primary key,
  institution text not null,
  happened_on text not null,
  body text not null
) strict, without rowid;
create index if not exists credit_event_of_institution on credit_event (institution, happened_on);

create trigger if not exists credit_event_keeps before update on credit_event
begin select raise(abort, 'credit events are never changed'); end;
create trigger if not exists credit_event_stays before delete on credit_event
begin select raise(abort, 'credit events are never deleted'); end;
