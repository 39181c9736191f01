-- The books: append only. Money moves only by adding rows; the triggers at the end refuse the rest.

create table if not exists settlement (
  setl_id text primary key,
  kind text not null check (kind in ('forward', 'refund', 'reversal')),
  reverses text references settlement (setl_id),
  msgid text not null,
  infno text not null,
  mdtrt_id text not null,
  psn_no text not null,
  fixmedins_code text not null,
  mdtrtarea_admvs text not null,
  insuplc_admdvs text not null,
  insutype text not null,
  clr_type text not null,
  setl_time text not null,
  medfee_fen integer not null,
  fund_fen integer not null,
  account_fen integer not null,
  cash_fen integer not null,
  body text not null,
  check ((kind = 'forward') = (reverses is null))
) strict;
-- A settlement can be undone once, by a refund or by a reversal, never by both.
create unique index if not exists settlement_undone_once on settlement (reverses);
create index if not exists settlement_of_visit on settlement (mdtrt_id);
create index if not exists settlement_of_message on settlement (msgid);
create index if not exists settlement_of_day on settlement (fixmedins_code, setl_time);
create index if not exists settlement_of_time on settlement (setl_time);

-- Double entry: the rows of one settlement add up to nothing.
create table if not exists posting (
  id integer primary key,
  setl_id text not null references settlement (setl_id),
  account text not null,
  amount_fen integer not null
) strict;
create index if not exists posting_of_account on posting (account);
create index if not exists posting_of_settlement on posting (setl_id);

-- What a person has used in a year, as changes; an accumulator is their sum.
create table if not exists accumulation (
  id integer primary key,
  psn_no text not null,
  insutype text not null,
  year text not null,
  kind text not null,
  change integer not null,
  source text not null
) strict;
create index if not exists accumulation_of_person on accumulation (psn_no, insutype, year, kind);

create trigger if not exists settlement_keeps before update on settlement
begin select raise(abort, 'settlements are never changed'); end;
create trigger if not exists settlement_stays before delete on settlement
begin select raise(abort, 'settlements are never deleted'); end;
create trigger if not exists posting_keeps before update on posting
begin select raise(abort, 'postings are never changed'); end;
create trigger if not exists posting_stays before delete on posting
begin select raise(abort, 'postings are never deleted'); end;
create trigger if not exists accumulation_keeps before update on accumulation
begin select raise(abort, 'accumulations are never changed'); end;
create trigger if not exists accumulation_stays before delete on accumulation
begin select raise(abort, 'accumulations are never deleted'); end;
