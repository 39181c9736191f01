-- What a relaying party (hub, local agency) keeps besides the books. All of it is history.

-- One row for each message that came by. Times are epoch milliseconds of the keeper's own clock;
-- null where the message never got that far.
create table if not exists relay (
  id integer primary key,
  msgid text not null,
  infno text not null,
  mdtrtarea_admvs text not null,
  insuplc_admdvs text not null,
  arrived_ms integer not null,
  sent_ms integer,
  answered_ms integer,
  outcome text not null
    check (outcome in ('passed', 'refused-there', 'refused-here', 'no-answer', 'repeated')),
  reason text not null
) strict;
create index if not exists relay_of_time on relay (arrived_ms);
create index if not exists relay_of_message on relay (msgid);

-- Answers that a hub refused to pass on, and what became of what they had booked.
create table if not exists hub_incident (
  msgid text not null,
  stage text not null check (stage in ('refused', 'undone', 'left')),
  infno text not null,
  mdtrtarea_admvs text not null,
  insuplc_admdvs text not null,
  noticed_at text not null,
  what text not null,
  primary key (msgid, stage)
) strict, without rowid;

-- Planned stops, as announced.
create table if not exists hub_stop (
  id integer primary key,
  from_time text not null,
  to_time text not null,
  announced_at text not null,
  reason text not null,
  check (announced_at < from_time and from_time < to_time)
) strict;

-- What was opened or closed between two places, and from which day; the newest that fits holds.
create table if not exists hub_switch (
  id integer primary key,
  place_of_care text not null,
  insured_place text not null,
  kind text not null check (kind in ('inpatient', 'outpatient', 'chronic', 'pharmacy', '*')),
  insutype text not null,
  from_day text not null,
  state text not null check (state in ('open', 'closed'))
) strict;

-- Copies of filings for the places of care: every version that came, with what was said of it.
create table if not exists hub_filing (
  serial text not null,
  version integer not null,
  psn_no text not null,
  acknowledged integer not null check (acknowledged in (0, 1)),
  received_at text not null,
  feedback text not null,
  body text not null,
  primary key (serial, version)
) strict, without rowid;
create index if not exists hub_filing_of_person on hub_filing (psn_no, acknowledged);

create trigger if not exists hub_filing_keeps before update on hub_filing
begin select raise(abort, 'copies of filings are never changed'); end;
create trigger if not exists hub_filing_stays before delete on hub_filing
begin select raise(abort, 'copies of filings are never deleted'); end;
create trigger if not exists relay_keeps before update on relay
begin select raise(abort, 'the relay log is never changed'); end;
create trigger if not exists relay_stays before delete on relay
begin select raise(abort, 'the relay log is never deleted'); end;
create trigger if not exists hub_incident_keeps before update on hub_incident
begin select raise(abort, 'incidents are never changed'); end;
create trigger if not exists hub_incident_stays before delete on hub_incident
begin select raise(abort, 'incidents are never deleted'); end;
create trigger if not exists hub_stop_keeps before update on hub_stop
begin select raise(abort, 'announced stops are never changed'); end;
create trigger if not exists hub_stop_stays before delete on hub_stop
begin select raise(abort, 'announced stops are never deleted'); end;
create trigger if not exists hub_switch_keeps before update on hub_switch
begin select raise(abort, 'switches are never changed'); end;
create trigger if not exists hub_switch_stays before delete on hub_switch
begin select raise(abort, 'switches are never deleted'); end;
