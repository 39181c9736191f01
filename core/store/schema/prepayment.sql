-- Prepayment: a ledger apart from clearing money (RULE-205). Append only.

create table if not exists prepayment_document (
  number text primary key,
  kind text not null check (kind in
    ('yearly', 'top-up', 'pooled-use', 'repayment', 'interest', 'layer')),
  year text not null,
  insured_place text not null,
  place_of_care text not null,
  amount_fen integer not null,
  body text not null,
  made_at text not null
) strict, without rowid;
create index if not exists prepayment_document_of_pair
  on prepayment_document (place_of_care, insured_place, year, kind);

create table if not exists prepayment_step (
  id integer primary key,
  number text not null references prepayment_document (number),
  state integer not null,
  at text not null,
  operator text not null,
  approver text not null check (approver <> operator),
  due text not null,
  late integer not null check (late in (0, 1))
) strict;
create unique index if not exists prepayment_step_once on prepayment_step (number, state);

create table if not exists prepayment_posting (
  id integer primary key,
  number text not null references prepayment_document (number),
  account text not null,
  amount_fen integer not null
) strict;
create index if not exists prepayment_posting_of_account on prepayment_posting (account);

create trigger if not exists prepayment_step_forward before insert on prepayment_step
when exists (select 1 from prepayment_step where number = new.number and state >= new.state)
begin select raise(abort, 'prepayment only moves forward'); end;
create trigger if not exists prepayment_document_keeps before update on prepayment_document
begin select raise(abort, 'prepayment documents are never changed'); end;
create trigger if not exists prepayment_document_stays before delete on prepayment_document
begin select raise(abort, 'prepayment documents are never deleted'); end;
create trigger if not exists prepayment_step_keeps before update on prepayment_step
begin select raise(abort, 'prepayment steps are never changed'); end;
create trigger if not exists prepayment_step_stays before delete on prepayment_step
begin select raise(abort, 'prepayment steps are never deleted'); end;
create trigger if not exists prepayment_posting_keeps before update on prepayment_posting
begin select raise(abort, 'prepayment postings are never changed'); end;
create trigger if not exists prepayment_posting_stays before delete on prepayment_posting
begin select raise(abort, 'prepayment postings are never deleted'); end;
