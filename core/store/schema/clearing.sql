-- Clearing: documents, their steps, what they post and which settlements they contain. Append only.

create table if not exists clearing_document (
  number text primary key,
  kind text not null check (kind in
    ('month', 'statement', 'declaration', 'sheet', 'signature', 'order', 'payment', 'receipt',
     'claim', 'finding', 'application')),
  -- yyyyMM of the fees.
  month text not null,
  -- Whose document it is: institution, place of care, or the pair of a sheet.
  party text not null,
  -- The document that this one belongs to, '' for none.
  parent text not null,
  amount_fen integer not null,
  body text not null,
  made_at text not null
) strict, without rowid;
create index if not exists clearing_document_of_month on clearing_document (kind, month, party);
create index if not exists clearing_document_of_party on clearing_document (kind, party, month);
create index if not exists clearing_document_of_parent on clearing_document (parent);

-- States only move forward; from a money step on, two persons sign.
create table if not exists clearing_step (
  id integer primary key,
  number text not null references clearing_document (number),
  state integer not null,
  at text not null,
  operator text not null,
  approver text not null check (approver = '' or approver <> operator),
  -- Due day or moment of this step, '' where none is set.
  due text not null,
  late integer not null check (late in (0, 1)),
  note text not null
) strict;
create unique index if not exists clearing_step_once on clearing_step (number, state);

-- Double entry: the postings of one step add up to nothing.
create table if not exists clearing_posting (
  id integer primary key,
  number text not null references clearing_document (number),
  state integer not null,
  account text not null,
  amount_fen integer not null
) strict;
create index if not exists clearing_posting_of_account on clearing_posting (account);
create index if not exists clearing_posting_of_document on clearing_posting (number);

-- A settlement is in one sheet, once.
create table if not exists clearing_item (
  setl_id text primary key,
  -- The settlement that this one undoes, '' for none.
  reverses text not null,
  sheet text not null references clearing_document (number)
) strict, without rowid;
create index if not exists clearing_item_of_sheet on clearing_item (sheet);
create index if not exists clearing_item_of_undone on clearing_item (reverses);
-- What each payer owes for it; also money that is no settlement, each with its reason.
create table if not exists clearing_amount (
  setl_id text not null references clearing_item (setl_id),
  payer text not null,
  amount_fen integer not null,
  primary key (setl_id, payer)
) strict, without rowid;
create table if not exists clearing_adjustment (
  id text primary key,
  reason text not null,
  setl_id text not null,
  payer text not null,
  amount_fen integer not null,
  sheet text not null references clearing_document (number)
) strict, without rowid;
create index if not exists clearing_adjustment_of_settlement on clearing_adjustment (setl_id, payer);

-- What a claim of an institution contains (3203), and what it confirmed (3261).
create table if not exists clearing_claimed (
  number text not null references clearing_document (number),
  setl_id text not null,
  primary key (setl_id, number)
) strict, without rowid;
create index if not exists clearing_claimed_of_claim on clearing_claimed (number);
create table if not exists clearing_confirmed (
  msgid text not null,
  fixmedins_code text not null,
  month text not null,
  setl_id text not null,
  included integer not null check (included in (0, 1)),
  primary key (setl_id, msgid)
) strict, without rowid;
create index if not exists clearing_confirmed_of_month
  on clearing_confirmed (fixmedins_code, month, msgid);
create table if not exists clearing_rolled_back (
  -- Message of the confirmation that was taken back, and the message that took it back.
  msgid text primary key,
  by_msgid text not null
) strict, without rowid;

create trigger if not exists clearing_step_forward before insert on clearing_step
when exists (select 1 from clearing_step where number = new.number and state >= new.state)
begin select raise(abort, 'clearing only moves forward'); end;

create trigger if not exists clearing_document_keeps before update on clearing_document
begin select raise(abort, 'clearing documents are never changed'); end;
create trigger if not exists clearing_document_stays before delete on clearing_document
begin select raise(abort, 'clearing documents are never deleted'); end;
create trigger if not exists clearing_step_keeps before update on clearing_step
begin select raise(abort, 'clearing steps are never changed'); end;
create trigger if not exists clearing_step_stays before delete on clearing_step
begin select raise(abort, 'clearing steps are never deleted'); end;
create trigger if not exists clearing_posting_keeps before update on clearing_posting
begin select raise(abort, 'clearing postings are never changed'); end;
create trigger if not exists clearing_posting_stays before delete on clearing_posting
begin select raise(abort, 'clearing postings are never deleted'); end;
create trigger if not exists clearing_item_keeps before update on clearing_item
begin select raise(abort, 'cleared settlements are never changed'); end;
create trigger if not exists clearing_item_stays before delete on clearing_item
begin select raise(abort, 'cleared settlements are never deleted'); end;
create trigger if not exists clearing_claimed_keeps before update on clearing_claimed
begin select raise(abort, 'claimed settlements are never changed'); end;
create trigger if not exists clearing_claimed_stays before delete on clearing_claimed
begin select raise(abort, 'claimed settlements are never deleted'); end;
create trigger if not exists clearing_confirmed_keeps before update on clearing_confirmed
begin select raise(abort, 'confirmations are never changed'); end;
create trigger if not exists clearing_confirmed_stays before delete on clearing_confirmed
begin select raise(abort, 'confirmations are never deleted'); end;
create trigger if not exists clearing_rolled_back_keeps before update on clearing_rolled_back
begin select raise(abort, 'roll-backs are never changed'); end;
create trigger if not exists clearing_rolled_back_stays before delete on clearing_rolled_back
begin select raise(abort, 'roll-backs are never deleted'); end;
create trigger if not exists clearing_amount_keeps before update on clearing_amount
begin select raise(abort, 'cleared amounts are never changed'); end;
create trigger if not exists clearing_amount_stays before delete on clearing_amount
begin select raise(abort, 'cleared amounts are never deleted'); end;
create trigger if not exists clearing_adjustment_keeps before update on clearing_adjustment
begin select raise(abort, 'adjustments are never changed'); end;
create trigger if not exists clearing_adjustment_stays before delete on clearing_adjustment
begin select raise(abort, 'adjustments are never deleted'); end;
