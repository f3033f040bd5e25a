import type { MigrationInterface, QueryRunner } from 'typeorm';
import { policyFor } from './tenant-policy.js';

/** What came in by mail: its bytes once an agency, how it reached us, and what the sender's domain says about it. */
export class MailIn0006 implements MigrationInterface {
  readonly name = 'MailIn0000000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SCHEMA);
    for (const table of TENANT_TABLES) await runner.query(policyFor(table));
  }

  async down(): Promise<void> {
    throw new Error('Undoing migration 0006 would lose received mail; restore a backup instead.');
  }
}

const TENANT_TABLES = ['mail_raw', 'fetched_mail', 'counter_proposal', 'address_alias'] as const;

const SCHEMA = `
  -- The bytes of received mail by their SHA-256: a mail to many recipients, or handed over again, is there once.
  create table mail_raw (
    agency_id uuid not null,
    digest bytea not null,
    raw bytea not null,
    primary key (agency_id, digest)
  );

  alter table message
    alter column raw drop not null,
    -- Of received mail, in mail_raw; null once the bytes were discarded.
    add column raw_digest bytea,
    add column octets integer not null default 0,
    -- The size of a mail that was too large to be taken: only its beginning is kept.
    add column withheld integer,
    add column via text check (via in ('smtp', 'lmtp', 'imap')),
    add column relay boolean not null default false,
    add column client_ip text,
    add column helo text,
    -- What is known of the sender (mail/trust/verdict.ts), written when the mail is worked on.
    add column verdict jsonb,
    -- Bulk or automatic by its own header: the first to go when room has to be made.
    add column bulk boolean not null default false,
    add foreign key (agency_id, raw_digest) references mail_raw;
  create index message_raw on message (agency_id, raw_digest) where raw_digest is not null;
  create index message_unclaimed on message (agency_id, state, at)
    where direction = 'in' and attendee_id is null and raw_digest is not null;
  create index message_attendee on message (agency_id, attendee_id) where direction = 'in';

  -- No tenant's: a mailbox that is fetched from over IMAP serves all agencies. How far it was read, and by whom now.
  create table mailbox (
    mailbox text primary key,
    uid_validity text,
    last_uid bigint not null default 0,
    -- Up to here UIDs were given anew (UIDVALIDITY changed): what is there already may be there a second time.
    reread_until bigint not null default 0,
    state text not null default 'never' check (state in ('never', 'connecting', 'fetching', 'watching', 'failing')),
    state_reason text,
    state_since timestamptz not null default now(),
    looked_at timestamptz,
    -- Mail that is none of ours and was left as it was; mail of ours for which there was no room.
    left_alone bigint not null default 0,
    left_behind bigint not null default 0,
    lease_token uuid,
    lease_until timestamptz
  );

  -- Which agencies have had a mail, while others still wait for it: gone once the mailbox is read beyond it.
  create table fetched_mail (
    agency_id uuid not null,
    mailbox text not null,
    uid_validity text not null,
    uid bigint not null,
    primary key (agency_id, mailbox, uid_validity, uid)
  );

  -- When a time is agreed on, of those who must be there (meetings/consensus.ts).
  alter table meeting add column consensus jsonb not null default '{"rule": "all"}';

  alter table attendee
    add column delegated_to uuid,
    add column delegated_from uuid,
    add foreign key (agency_id, delegated_to) references attendee on delete cascade,
    add foreign key (agency_id, delegated_from) references attendee on delete cascade;

  -- Another time that an attendee proposes (COUNTER), until the secretary has taken or refused it.
  create table counter_proposal (
    agency_id uuid not null,
    counter_id uuid not null,
    meeting_id uuid not null,
    attendee_id uuid not null,
    option_id uuid not null,
    message_id uuid not null,
    during tstzrange not null check (not isempty(during) and lower_inc(during) and not upper_inc(during)),
    sequence integer not null,
    dtstamp timestamptz not null,
    comment text,
    -- The sender is proven.
    trusted boolean not null,
    state text not null default 'open' check (state in ('open', 'taken', 'refused', 'superseded')),
    received_at timestamptz not null,
    decided_at timestamptz,
    decided_by uuid,
    primary key (agency_id, counter_id),
    foreign key (agency_id, meeting_id) references meeting on delete cascade,
    foreign key (agency_id, attendee_id) references attendee on delete cascade,
    foreign key (agency_id, option_id) references meeting_option on delete cascade
  );
  create index counter_proposal_meeting on counter_proposal (agency_id, meeting_id, received_at);

  -- Addresses of which a person said that they are one partner's.
  create table address_alias (
    agency_id uuid not null,
    client_id uuid not null,
    address text not null check (address = lower(address)),
    alias text not null check (alias = lower(alias)),
    said_by uuid not null,
    said_at timestamptz not null,
    primary key (agency_id, client_id, address, alias),
    foreign key (agency_id, client_id) references client on delete cascade
  );
`;
