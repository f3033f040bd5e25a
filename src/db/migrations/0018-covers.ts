import type { MigrationInterface, QueryRunner } from 'typeorm';
import { policyFor } from './tenant-policy.js';

/**
 * A secretary is away, and another one covers her clients. What the cover opens are assignments of its own, with its
 * own hours: they end by themselves, and nothing has to be given back.
 */
export class Covers0018 implements MigrationInterface {
  readonly name = 'Covers0000000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SCHEMA);
    for (const table of TENANT_TABLES) await runner.query(policyFor(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('delete from assignment where cover_id is not null');
    await runner.query('alter table assignment drop column cover_id');
    await runner.query('drop table cover');
  }
}

const TENANT_TABLES = ['cover'] as const;

const SCHEMA = `
  create table cover (
    agency_id uuid not null,
    cover_id uuid not null,
    absent_id uuid not null,
    user_id uuid not null,
    valid_from timestamptz not null,
    valid_until timestamptz not null,
    made_by uuid not null,
    made_at timestamptz not null,
    -- When the journal was told that it had begun, and that it was over; neither opens or closes anything.
    began_noted_at timestamptz,
    ended_noted_at timestamptz,
    primary key (agency_id, cover_id),
    foreign key (agency_id, absent_id) references app_user on delete cascade,
    foreign key (agency_id, user_id) references app_user on delete cascade,
    foreign key (agency_id, made_by) references app_user on delete cascade,
    check (valid_until >= valid_from),
    check (absent_id <> user_id)
  );
  create index cover_to_note on cover (agency_id, valid_from) where ended_noted_at is null;

  alter table assignment add column cover_id uuid,
    add foreign key (agency_id, cover_id) references cover on delete cascade;
  create index assignment_cover on assignment (agency_id, cover_id, client_id) where cover_id is not null;
  -- Who speaks for a client's meetings is asked whenever a mail is written.
  create index assignment_client on assignment (agency_id, client_id, valid_until);
`;
