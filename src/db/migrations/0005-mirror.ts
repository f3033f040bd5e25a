import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the mirror needs to doubt its provider, and writing to end what it has begun:
 * losses that wait for a second look, texts that are never stored, the nightly comparison, calendars that were changed
 * as the place to write to, and tries that may have been carried out.
 */
export class Mirror0005 implements MigrationInterface {
  readonly name = 'Mirror0000000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table calendar
        -- Which trouble state_reason tells of, for sentences in the reader's language.
        add column trouble text,
        -- A large part of the calendar went missing at once: since when, how much, and when it is looked at again.
        add column quarantine jsonb,
        add column busy_only boolean not null default false,
        -- Whether a time is given away when this calendar cannot be asked: ask the secretary, or confirm and tell her.
        add column when_unchecked text not null default 'ask' check (when_unchecked in ('ask', 'confirm')),
        add column audited_at timestamptz,
        add column audit jsonb;

      alter table event
        -- The provider does not show it any more; it serves until that is settled.
        add column missing boolean not null default false,
        -- Of one that cannot be read: a person has looked at it, it occupies nothing.
        add column dismissed boolean not null default false;
      create index event_missing on event (agency_id, calendar_id) where missing;

      alter table meeting_option
        -- Events of ours that stand on a calendar that is written to no more, still to be taken off it.
        add column calendar_left jsonb not null default '[]',
        -- Outside events on the confirmed time that the secretary was told of.
        add column alarmed_events jsonb not null default '[]';

      alter table effect
        -- An earlier try may have been carried out, and nothing since has shown whether it was.
        add column unsettled boolean not null default false,
        add column tried_at timestamptz;

      alter table account
        -- Calls in a row that had no answer, and until when none is made because of it.
        add column silent_calls integer not null default 0,
        add column silent_until timestamptz;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table account drop column silent_calls, drop column silent_until;
      alter table effect drop column unsettled, drop column tried_at;
      alter table meeting_option drop column calendar_left, drop column alarmed_events;
      alter table event drop column missing, drop column dismissed;
      alter table calendar drop column trouble, drop column quarantine, drop column busy_only,
        drop column when_unchecked, drop column audited_at, drop column audit;
    `);
  }
}
