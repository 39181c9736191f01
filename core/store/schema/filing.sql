-- Filings are history: every version is a row, and the newest row of a serial is what holds.
create table if not exists filing (
  id integer primary key,
  trt_dcla_detl_sn text not null,
  version integer not null,
  psn_no text not null,
  kind text not null check (kind in ('place', 'chronic', 'institution', 'injury')),
  state text not null,
  at text not null,
  body text not null,
  unique (trt_dcla_detl_sn, version)
) strict;
create index if not exists filing_of_person on filing (psn_no, kind);

-- What happened around filings and must be found again: choices, duplicates, referrals to review.
create table if not exists filing_note (
  id integer primary key,
  kind text not null,
  subject text not null,
  at text not null,
  body text not null
) strict;
create index if not exists filing_note_of_subject on filing_note (kind, subject, at);

-- Working state: versions that the hub has not acknowledged. Empty when all is well.
create table if not exists filing_outbox (
  trt_dcla_detl_sn text primary key,
  version integer not null,
  state text not null check (state in ('waiting', 'mismatch'))
) strict, without rowid;
create index if not exists filing_outbox_of_state on filing_outbox (state, trt_dcla_detl_sn);

-- Claims by hand and what expert panels decided, version by version.
create table if not exists manual_claim (
  id integer primary key,
  claim_no text not null,
  version integer not null,
  psn_no text not null,
  visit_key text not null,
  state text not null,
  at text not null,
  body text not null,
  unique (claim_no, version)
) strict;
create index if not exists manual_claim_of_visit on manual_claim (visit_key);

-- What claims by hand took from the funds: no settlement between places, so books of their own.
create table if not exists manual_posting (
  id integer primary key,
  claim_no text not null,
  account text not null,
  amount_fen integer not null
) strict;
create index if not exists manual_posting_of_claim on manual_posting (claim_no);

create trigger if not exists filing_keeps before update on filing
begin select raise(abort, 'filings are never changed'); end;
create trigger if not exists filing_stays before delete on filing
begin select raise(abort, 'filings are never deleted'); end;
create trigger if not exists filing_note_keeps before update on filing_note
begin select raise(abort, 'notes are never changed'); end;
create trigger if not exists filing_note_stays before delete on filing_note
begin select raise(abort, 'notes are never deleted'); end;
create trigger if not exists manual_claim_keeps before update on manual_claim
begin select raise(abort, 'claims by hand are never changed'); end;
create trigger if not exists manual_claim_stays before delete on manual_claim
begin select raise(abort, 'claims by hand are never deleted'); end;
create trigger if not exists manual_posting_keeps before update on manual_posting
begin select raise(abort, 'postings are never changed'); end;
create trigger if not exists manual_posting_stays before delete on manual_posting
begin select raise(abort, 'postings are never deleted'); end;
