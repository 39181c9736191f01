-- Lines that a settlement had taken when it was undone: after that they are free, and may change.
create table if not exists undone_line (
  setl_id text not null references settlement (setl_id),
  feedetl_sn text not null,
  detail text not null,
  primary key (setl_id, feedetl_sn)
) strict;

create trigger if not exists undone_line_keeps before update on undone_line
begin select raise(abort, 'undone lines are never changed'); end;
create trigger if not exists undone_line_stays before delete on undone_line
begin select raise(abort, 'undone lines are never deleted'); end;
