-- Daily reconciliation. Runs, the life of every difference and closed months are history: they are
-- added to and never changed. What is open now is working state, made from that history.

create table if not exists reconciliation_run (
  day text not null,
  scope text not null,
  version integer not null,
  ran_at text not null,
  -- 1 when the run came later than the day after (RULE-174).
  late integer not null,
  -- What this version changed, a JSON list of texts; empty in the first.
  changes text not null,
  digest text not null,
  body text not null,
  primary key (day, scope, version)
) strict, without rowid;

create table if not exists reconciliation_step (
  id integer primary key,
  difference text not null,
  state text not null check (state in ('open', 'treated', 'closed')),
  day text not null,
  at text not null,
  evidence text not null
) strict;
create index if not exists reconciliation_step_of on reconciliation_step (difference, id);

create table if not exists reconciliation_open (
  difference text primary key,
  day text not null,
  scope text not null,
  fixmedins_code text not null,
  state text not null,
  body text not null
) strict, without rowid;
create index if not exists reconciliation_open_at
  on reconciliation_open (fixmedins_code, scope, day);

create table if not exists reconciliation_month (
  month text primary key,
  due_on text not null,
  closed_at text not null,
  late integer not null,
  left_out text not null
) strict, without rowid;

create table if not exists reconciliation_task (
  task_key text primary key,
  fixmedins_code text not null,
  body text not null
) strict, without rowid;

create trigger if not exists reconciliation_run_keeps before update on reconciliation_run
begin select raise(abort, 'reconciliation runs are never changed'); end;
create trigger if not exists reconciliation_run_stays before delete on reconciliation_run
begin select raise(abort, 'reconciliation runs are never deleted'); end;
create trigger if not exists reconciliation_step_keeps before update on reconciliation_step
begin select raise(abort, 'steps of a difference are never changed'); end;
create trigger if not exists reconciliation_step_stays before delete on reconciliation_step
begin select raise(abort, 'steps of a difference are never deleted'); end;
create trigger if not exists reconciliation_month_keeps before update on reconciliation_month
begin select raise(abort, 'a closed month is never changed'); end;
create trigger if not exists reconciliation_month_stays before delete on reconciliation_month
begin select raise(abort, 'a closed month is never deleted'); end;
create trigger if not exists reconciliation_task_keeps before update on reconciliation_task
begin select raise(abort, 'the result of a task is never changed'); end;
create trigger if not exists reconciliation_task_stays before delete on reconciliation_task
begin select raise(abort, 'the result of a task is never deleted'); end;
