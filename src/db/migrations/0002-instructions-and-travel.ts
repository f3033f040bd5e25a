import type { MigrationInterface, QueryRunner } from 'typeorm';
import { policyFor } from './tenant-policy.js';

/** What clients say about single days, and how long the ways between their places take. */
export class Instructions0002 implements MigrationInterface {
  readonly name = 'Instructions0000000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SCHEMA);
    await runner.query(policyFor('instruction'));
    await runner.query(policyFor('travel_time'));
  }

  async down(): Promise<void> {
    throw new Error('Undoing migration 0002 would lose what clients said; restore a backup instead.');
  }
}

const SCHEMA = `
  -- Never changed but by withdrawing: what was said stays said. Date and times are on the client's own clocks.
  create table instruction (
    agency_id uuid not null,
    instruction_id uuid not null,
    client_id uuid not null,
    kind text not null
      check (kind in ('unreachable', 'nothing_before', 'nothing_after', 'only_by_phone', 'at_place')),
    on_date date not null,
    from_clock text,
    until_clock text,
    place_id uuid,
    said_by text not null,
    said_at timestamptz not null,
    said_how text not null check (said_how in ('phone', 'mail', 'message', 'in_person')),
    words text,
    entered_by uuid not null,
    entered_at timestamptz not null,
    withdrawn_at timestamptz,
    withdrawn_by uuid,
    primary key (agency_id, instruction_id),
    foreign key (agency_id, client_id) references client on delete cascade,
    foreign key (agency_id, place_id) references place
  );
  create index instruction_day on instruction (agency_id, client_id, on_date) where withdrawn_at is null;
  create index instruction_list on instruction (agency_id, client_id, instruction_id);

  -- Minutes that were agreed on, from one place of a client to another; the other way round where that is not listed.
  create table travel_time (
    agency_id uuid not null,
    client_id uuid not null,
    from_place_id uuid not null,
    to_place_id uuid not null,
    minutes integer not null check (minutes between 0 and 1440),
    primary key (agency_id, client_id, from_place_id, to_place_id),
    foreign key (agency_id, client_id) references client on delete cascade,
    foreign key (agency_id, from_place_id) references place on delete cascade,
    foreign key (agency_id, to_place_id) references place on delete cascade
  );
`;
