import type { MigrationInterface, QueryRunner } from 'typeorm';
import { policyFor } from './tenant-policy.js';

/** What goes out to partners: kinds of proposal, what is said without being asked, the agency's own look, and its pace. */
export class MailOut0007 implements MigrationInterface {
  readonly name = 'MailOut0000000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SCHEMA);
    for (const table of TENANT_TABLES) await runner.query(policyFor(table));
  }

  async down(): Promise<void> {
    throw new Error(
      'Undoing migration 0007 would forget which times were invited to; restore a backup instead.',
    );
  }
}

const TENANT_TABLES = ['mail_pace'] as const;

const SCHEMA = `
  -- What was chosen for this contact the last time (meetings/kind.ts).
  alter table contact add column proposal_kind text check (proposal_kind in ('invitations', 'choose', 'fixed'));

  -- Chases, reminders, holds (meetings/proposal-rules.ts); a client's override the agency's, what is missing is ours.
  alter table agency add column proposal_rules jsonb not null default '{}',
    add column mail_design jsonb not null default '{}';
  alter table client add column proposal_rules jsonb not null default '{}';

  alter table meeting
    add column kind text not null default 'invitations' check (kind in ('invitations', 'choose', 'fixed')),
    -- Silence is counted from here: when times were offered last. Null in older rows: since they were made.
    add column offered_at timestamptz,
    add column confirmed_at timestamptz,
    add column holds_asked_at timestamptz,
    -- The next moment at which something is due without anybody asking; null when nothing is.
    add column next_step_at timestamptz;
  create index meeting_next_step on meeting (agency_id, next_step_at) where next_step_at is not null;

  alter table meeting_option
    -- A REQUEST with this UID went out: whoever got it has to get a CANCEL when the time is taken back.
    add column invited boolean not null default true,
    -- Of a time that is offered to several on purpose: who gets the hold back first, 1 before 2.
    add column priority integer check (priority between 1 and 9);

  alter table attendee
    add column chased_at timestamptz,
    add column reminded_at timestamptz;

  -- A mail that has its place in the agency's pace.
  alter table effect add column paced boolean not null default false;

  -- When the agency's next mail may leave if it sends without a break (mail/pace.store.ts).
  create table mail_pace (
    agency_id uuid primary key,
    next_at timestamptz not null
  );
`;
