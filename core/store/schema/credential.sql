-- Cards are history: each row is what became of a card, and the newest row of a person holds.
create table if not exists card_event (
  id integer primary key,
  psn_no text not null,
  card_no text not null,
  card_sn text not null,
  standard text not null check (standard in ('ministry', 'local')),
  version text not null,
  kind text not null check (kind in ('issued', 'lost')),
  at text not null,
  by text not null
) strict;
create index if not exists card_event_of_person on card_event (psn_no);
create index if not exists card_event_of_card on card_event (card_no);

-- E-voucher tokens that were handed out.
create table if not exists voucher_token (
  token text primary key,
  psn_no text not null,
  issued_at text not null,
  expires_at text not null
) strict, without rowid;
create index if not exists voucher_token_of_person on voucher_token (psn_no);

-- The visit that a token opened: one token, one visit.
create table if not exists voucher_token_use (
  token text primary key references voucher_token (token),
  mdtrt_id text not null,
  msgid text not null,
  at text not null
) strict, without rowid;

-- At the platform: which institution was shown whose voucher (1101), for who may be asked about.
create table if not exists acquaintance (
  fixmedins_code text not null,
  psn_no text not null,
  primary key (fixmedins_code, psn_no)
) strict, without rowid;

create trigger if not exists card_event_keeps before update on card_event
begin select raise(abort, 'cards are never changed'); end;
create trigger if not exists card_event_stays before delete on card_event
begin select raise(abort, 'cards are never deleted'); end;
create trigger if not exists voucher_token_keeps before update on voucher_token
begin select raise(abort, 'tokens are never changed'); end;
create trigger if not exists voucher_token_stays before delete on voucher_token
begin select raise(abort, 'tokens are never deleted'); end;
create trigger if not exists voucher_token_use_keeps before update on voucher_token_use
begin select raise(abort, 'uses of tokens are never changed'); end;
create trigger if not exists voucher_token_use_stays before delete on voucher_token_use
begin select raise(abort, 'uses of tokens are never deleted'); end;
