-- Settlement lists (医保基金结算清单), what was done with them, and exits from case payment.
-- Append only: the newest list of a settlement counts, and its newest status.

create table if not exists case_list (
  id integer primary key,
  setl_list_id text not null,
  setl_id text not null,
  fixmedins_code text not null,
  psn_no text not null,
  -- yyyyMM of the settlement.
  month text not null,
  msgid text not null unique,
  at text not null,
  body text not null,
  -- What the quality check found, and the group where it found nothing.
  faults text not null,
  grouped text not null
) strict;
create index if not exists case_list_of_settlement on case_list (setl_id, id);
create index if not exists case_list_of_month on case_list (fixmedins_code, month, setl_id);

create table if not exists case_status (
  id integer primary key,
  setl_id text not null,
  stas_type text not null,
  at text not null,
  msgid text not null
) strict;
create index if not exists case_status_of_settlement on case_status (setl_id, id);

create table if not exists case_exit (
  id integer primary key,
  -- One number for an application with its changes and its decision.
  application text not null,
  setl_id text not null,
  fixmedins_code text not null,
  state text not null check (state in ('applied', 'withdrawn', 'granted', 'refused')),
  at text not null,
  signed_by text not null,
  reason text not null,
  -- What the institution sent, as JSON; '{}' where it sent nothing.
  details text not null
) strict;
create index if not exists case_exit_of_application on case_exit (application, id);
create index if not exists case_exit_of_institution on case_exit (fixmedins_code, id);
create index if not exists case_exit_of_settlement on case_exit (setl_id, id);

create trigger if not exists case_list_keeps before update on case_list
begin select raise(abort, 'settlement lists are never changed'); end;
create trigger if not exists case_list_stays before delete on case_list
begin select raise(abort, 'settlement lists are never deleted'); end;
create trigger if not exists case_status_keeps before update on case_status
begin select raise(abort, 'list states are never changed'); end;
create trigger if not exists case_status_stays before delete on case_status
begin select raise(abort, 'list states are never deleted'); end;
create trigger if not exists case_exit_keeps before update on case_exit
begin select raise(abort, 'exits are never changed'); end;
create trigger if not exists case_exit_stays before delete on case_exit
begin select raise(abort, 'exits are never deleted'); end;
