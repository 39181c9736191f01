-- Collaboration between agencies: tickets, their steps, what fee checks take back, contacts and
-- issue lists. Append only, but for the list of open tickets, which is working state.

create table if not exists ticket (
  number text primary key,
  kind text not null check (kind in
    ('filing', 'fee-check', 'problem', 'information', 'error-report', 'complaint')),
  -- Codes of the agency that asks and the one that is asked.
  asker text not null,
  asked text not null,
  -- What settled or failed transaction it is about, '' for none.
  subject text not null,
  -- yyyyMM of the collection that a fee check belongs to, '' for other kinds.
  batch text not null,
  opened_at text not null,
  body text not null
) strict, without rowid;
create index if not exists ticket_of_time on ticket (opened_at, number);
create index if not exists ticket_of_batch on ticket (batch, number);
create index if not exists ticket_of_subject on ticket (subject, kind);

create table if not exists ticket_step (
  id integer primary key,
  number text not null references ticket (number),
  step text not null,
  at text not null,
  body text not null
) strict;
create index if not exists ticket_step_of on ticket_step (number, id);
create index if not exists ticket_step_of_time on ticket_step (at);

-- Tickets that wait for an answer: until when, and the moment after which the next level is told.
create table if not exists ticket_open (
  number text primary key references ticket (number),
  due text not null,
  escalates text not null
) strict, without rowid;
create index if not exists ticket_open_due on ticket_open (due, number);
create index if not exists ticket_open_escalates on ticket_open (escalates, number);

-- Fund money that a fee check found to be paid for false items: an event for clearing.
create table if not exists ticket_recovery (
  number text not null references ticket (number),
  setl_id text not null,
  payer text not null,
  amount_fen integer not null check (amount_fen > 0),
  found_at text not null,
  primary key (number, payer)
) strict, without rowid;
create index if not exists ticket_recovery_of_settlement on ticket_recovery (setl_id, payer);

-- Whom to call: the newest row of an agency and a matter holds; one without a telephone ends it.
create table if not exists agency_contact (
  id integer primary key,
  area text not null,
  matter text not null,
  since text not null,
  body text not null
) strict;
create index if not exists agency_contact_of on agency_contact (area, matter, since);

create table if not exists issue (
  number text primary key,
  list text not null,
  class text not null check (class in ('filing', 'settlement', 'service')),
  area text not null,
  body text not null
) strict, without rowid;
create index if not exists issue_of_list on issue (list, number);
create table if not exists issue_step (
  id integer primary key,
  number text not null references issue (number),
  step text not null check (step in ('clear', 'found', 'rectified', 'returned', 'closed')),
  at text not null,
  body text not null
) strict;
create index if not exists issue_step_of on issue_step (number, id);

create trigger if not exists ticket_keeps before update on ticket
begin select raise(abort, 'tickets are never changed'); end;
create trigger if not exists ticket_stays before delete on ticket
begin select raise(abort, 'tickets are never deleted'); end;
create trigger if not exists ticket_step_keeps before update on ticket_step
begin select raise(abort, 'steps of a ticket are never changed'); end;
create trigger if not exists ticket_step_stays before delete on ticket_step
begin select raise(abort, 'steps of a ticket are never deleted'); end;
create trigger if not exists ticket_recovery_keeps before update on ticket_recovery
begin select raise(abort, 'recoveries are never changed'); end;
create trigger if not exists ticket_recovery_stays before delete on ticket_recovery
begin select raise(abort, 'recoveries are never deleted'); end;
create trigger if not exists agency_contact_keeps before update on agency_contact
begin select raise(abort, 'contacts are never changed'); end;
create trigger if not exists agency_contact_stays before delete on agency_contact
begin select raise(abort, 'contacts are never deleted'); end;
create trigger if not exists issue_keeps before update on issue
begin select raise(abort, 'issues are never changed'); end;
create trigger if not exists issue_stays before delete on issue
begin select raise(abort, 'issues are never deleted'); end;
create trigger if not exists issue_step_keeps before update on issue_step
begin select raise(abort, 'steps of an issue are never changed'); end;
create trigger if not exists issue_step_stays before delete on issue_step
begin select raise(abort, 'steps of an issue are never deleted'); end;
