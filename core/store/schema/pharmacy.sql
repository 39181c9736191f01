-- Working state of the platform: trials (2101) that were not taken back (2181 with 1106).
create table if not exists pharmacy_trial (
  mdtrt_id text primary key,
  fixmedins_code text not null,
  certno text not null
) strict, without rowid;

-- Electronic prescriptions that were sent to the insured place.
create table if not exists prescription (
  rxno text primary key,
  psn_no text not null,
  attribute text not null,
  valid_from text not null,
  valid_until text not null,
  drugs text not null
) strict, without rowid;

-- Which sale a prescription was used for; a sale that was undone uses nothing.
create table if not exists prescription_use (
  rxno text not null references prescription (rxno),
  setl_id text not null references settlement (setl_id),
  at text not null,
  primary key (rxno, setl_id)
) strict, without rowid;

-- Who bought for somebody else, and how they are related (RULE-057).
create table if not exists purchase_agent (
  setl_id text primary key references settlement (setl_id),
  psn_no text not null,
  name text not null,
  cert_type text not null,
  certno text not null,
  relation text not null,
  at text not null
) strict, without rowid;
create index if not exists purchase_agent_of_person on purchase_agent (psn_no);

create trigger if not exists prescription_keeps before update on prescription
begin select raise(abort, 'prescriptions are never changed'); end;
create trigger if not exists prescription_stays before delete on prescription
begin select raise(abort, 'prescriptions are never deleted'); end;
create trigger if not exists prescription_use_keeps before update on prescription_use
begin select raise(abort, 'uses of prescriptions are never changed'); end;
create trigger if not exists prescription_use_stays before delete on prescription_use
begin select raise(abort, 'uses of prescriptions are never deleted'); end;
create trigger if not exists purchase_agent_keeps before update on purchase_agent
begin select raise(abort, 'agents are never changed'); end;
create trigger if not exists purchase_agent_stays before delete on purchase_agent
begin select raise(abort, 'agents are never deleted'); end;
