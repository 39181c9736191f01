create table if not exists filing (
  trt_dcla_detl_sn text primary key,
  psn_no text not null,
  kind text not null check (kind in ('place', 'chronic')),
  body text not null
) strict, without rowid;
create index if not exists filing_of_person on filing (psn_no, kind);
