-- The audit: results, hits, money paused and taken back, appeals, supervision. All append only; what
-- stands now is the newest row or the sum of the rows.

-- One row for each settlement that was audited after it was made.
create table if not exists audit_record (
  setl_id text primary key references settlement (setl_id),
  setl_time text not null,
  scope text not null check (scope in ('local', 'intra-province', 'cross-province')),
  rules text not null,
  audited_at text not null,
  hits integer not null
) strict, without rowid;
create index if not exists audit_record_of_time on audit_record (setl_time);

-- A hit before or during care is about a visit, one after it about a settlement.
create table if not exists audit_hit (
  hit_id text primary key,
  bill text not null,
  institution text not null,
  found_at text not null,
  body text not null
) strict, without rowid;
create index if not exists audit_hit_of_bill on audit_hit (bill);
create index if not exists audit_hit_of_institution on audit_hit (institution, found_at);
create index if not exists audit_hit_of_time on audit_hit (found_at);

-- What a doctor did with a warning: went on with a reason, or changed the order.
create table if not exists audit_feedback (
  id integer primary key,
  hit_id text not null references audit_hit (hit_id),
  given_at text not null,
  way text not null check (way in ('1', '2')),
  reason text not null
) strict;
create index if not exists audit_feedback_of_hit on audit_feedback (hit_id);

create table if not exists audit_money (
  id integer primary key,
  setl_id text not null references settlement (setl_id),
  hit_id text not null references audit_hit (hit_id),
  kind text not null check (kind in ('pause', 'release', 'recover', 'return')),
  amount_fen integer not null check (amount_fen > 0),
  moved_at text not null,
  operator text not null,
  reason text not null
) strict;
create index if not exists audit_money_of_settlement on audit_money (setl_id);
create index if not exists audit_money_of_hit on audit_money (hit_id);
create index if not exists audit_money_of_kind on audit_money (kind);

create table if not exists appeal_step (
  id integer primary key,
  hit_id text not null references audit_hit (hit_id),
  step text not null check (
    step in ('filed', 'granted', 'rejected', 'panel-asked', 'panel-granted', 'panel-rejected')
  ),
  taken_at text not null,
  body text not null
) strict;
-- Every step is taken once: nobody appeals twice against one hit.
create unique index if not exists appeal_step_once on appeal_step (hit_id, step);

create table if not exists appeal_attachment (
  id integer primary key,
  attachment_id text not null,
  institution text not null,
  name text not null,
  sha256 text not null,
  content blob not null
) strict;
create index if not exists appeal_attachment_of_id on appeal_attachment (attachment_id);

create table if not exists supervision_step (
  id integer primary key,
  case_id text not null,
  step text not null check (
    step in ('opened', 'assigned', 'found', 'rectified', 'answered', 'closed')
  ),
  taken_at text not null,
  body text not null
) strict;
create unique index if not exists supervision_step_once on supervision_step (case_id, step);

create trigger if not exists audit_record_keeps before update on audit_record
begin select raise(abort, 'audit records are never changed'); end;
create trigger if not exists audit_record_stays before delete on audit_record
begin select raise(abort, 'audit records are never deleted'); end;
create trigger if not exists audit_hit_keeps before update on audit_hit
begin select raise(abort, 'hits are never changed'); end;
create trigger if not exists audit_hit_stays before delete on audit_hit
begin select raise(abort, 'hits are never deleted'); end;
create trigger if not exists audit_feedback_keeps before update on audit_feedback
begin select raise(abort, 'feedback is never changed'); end;
create trigger if not exists audit_feedback_stays before delete on audit_feedback
begin select raise(abort, 'feedback is never deleted'); end;
create trigger if not exists audit_money_keeps before update on audit_money
begin select raise(abort, 'moves of money are never changed'); end;
create trigger if not exists audit_money_stays before delete on audit_money
begin select raise(abort, 'moves of money are never deleted'); end;
create trigger if not exists appeal_step_keeps before update on appeal_step
begin select raise(abort, 'appeals are never changed'); end;
create trigger if not exists appeal_step_stays before delete on appeal_step
begin select raise(abort, 'appeals are never deleted'); end;
create trigger if not exists appeal_attachment_keeps before update on appeal_attachment
begin select raise(abort, 'attachments are never changed'); end;
create trigger if not exists appeal_attachment_stays before delete on appeal_attachment
begin select raise(abort, 'attachments are never deleted'); end;
create trigger if not exists supervision_step_keeps before update on supervision_step
begin select raise(abort, 'steps of a case are never changed'); end;
create trigger if not exists supervision_step_stays before delete on supervision_step
begin select raise(abort, 'steps of a case are never deleted'); end;
