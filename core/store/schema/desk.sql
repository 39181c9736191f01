-- What every receiving party keeps: messages, and working state (visit, fee_line), which may change.
-- Tables whose rows carry long texts keep their rowid: such rows are appended, not sorted in.

-- Every message that was accepted, with its answer: the same msgid gives the same answer again.
create table if not exists message (
  msgid text primary key,
  infno text not null,
  digest text not null,
  reply text not null
) strict;

-- Messages that were reversed, or reversed before they arrived: they can never take effect again.
-- One institution's number says nothing about another's.
create table if not exists tombstone (
  msgid text not null,
  fixmedins_code text not null,
  primary key (msgid, fixmedins_code)
) strict, without rowid;

-- Messages that another party may have booked and this one has not yet: empty when all is well.
create table if not exists pending (
  msgid text primary key,
  psn_no text not null,
  body text not null
) strict, without rowid;
create index if not exists pending_of_person on pending (psn_no);

create table if not exists sign_in (
  sign_no text primary key,
  fixmedins_code text not null,
  opter_no text not null,
  signed_in_on text not null,
  signed_out_at text
) strict, without rowid;

create table if not exists visit (
  mdtrt_id text primary key,
  fixmedins_code text not null,
  ipt_otp_no text not null,
  psn_no text not null,
  msgid text not null,
  state text not null,
  body text not null,
  unique (fixmedins_code, ipt_otp_no)
) strict;
create index if not exists visit_of_person on visit (psn_no);
create index if not exists visit_of_message on visit (msgid);

-- What was said about a visit besides what decides it: for queries (5201, 5202).
create table if not exists visit_detail (
  mdtrt_id text primary key,
  body text not null
) strict;

-- Special marks of a visit (2406).
create table if not exists visit_mark (
  ipt_psn_sp_flag_detl_id text primary key,
  fixmedins_code text not null,
  mdtrt_id text not null,
  body text not null
) strict, without rowid;
create index if not exists visit_mark_of_institution on visit_mark (fixmedins_code, mdtrt_id);
create index if not exists visit_mark_of_visit on visit_mark (mdtrt_id);

create table if not exists fee_line (
  mdtrt_id text not null,
  feedetl_sn text not null,
  batch text not null,
  setl_id text,
  -- The line that this one refunds (RULE-076).
  original text,
  -- Amounts, which every settlement reads.
  body text not null,
  -- What was sent, and the catalogue item that it was split by (RULE-011).
  detail text not null,
  primary key (mdtrt_id, feedetl_sn)
) strict;
create index if not exists fee_line_refund on fee_line (mdtrt_id, original)
  where original is not null;
