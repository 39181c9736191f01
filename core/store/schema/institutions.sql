-- What is on record about institutions, their staff, departments and code mappings: append only.
-- The newest row of a subject and aspect whose `since` has come holds; a change is one more row.
create table if not exists register_fact (
  id integer primary key,
  -- Code of the institution, or * for what holds in the whole country.
  scope text not null,
  kind text not null check (kind in ('institution', 'practitioner', 'department', 'mapping')),
  subject text not null,
  aspect text not null,
  value text not null,
  since text not null,
  decided_by text not null,
  reason text not null,
  recorded_at text not null
) strict;
create index if not exists register_fact_of on register_fact (scope, kind, subject, aspect, since);

-- Planned stops of the platform, as they were announced.
create table if not exists planned_stop (
  id integer primary key,
  begins_at text not null,
  ends_at text not null,
  announced_at text not null,
  reason text not null,
  check (announced_at < begins_at and begins_at < ends_at)
) strict;
create index if not exists planned_stop_until on planned_stop (ends_at);

create trigger if not exists register_fact_keeps before update on register_fact
begin select raise(abort, 'the register is never changed'); end;
create trigger if not exists register_fact_stays before delete on register_fact
begin select raise(abort, 'the register is never shortened'); end;
create trigger if not exists planned_stop_keeps before update on planned_stop
begin select raise(abort, 'announcements are never changed'); end;
create trigger if not exists planned_stop_stays before delete on planned_stop
begin select raise(abort, 'announcements are never deleted'); end;

-- Whom a directory lists: working state, made from the register and its seed.
create table if not exists institution_entry (
  fixmedins_code text primary key,
  fixmedins_name text not null,
  area text not null,
  type text not null check (type in ('hospital', 'pharmacy')),
  tier text not null,
  -- 1 when it was in the seed: opened for everything where the register says nothing else.
  seeded integer not null,
  -- 1 when the register has a fact about it; most have none, and need no look.
  touched integer not null
) strict, without rowid;
create index if not exists institution_of_area on institution_entry
  (area, fixmedins_code, type, tier, seeded, touched);
create index if not exists institution_of_name on institution_entry (fixmedins_name);
