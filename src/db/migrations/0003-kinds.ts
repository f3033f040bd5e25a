import type { MigrationInterface, QueryRunner } from 'typeorm';
import { policyFor } from './tenant-policy.js';

/** Kinds of meeting, and an index that answers the question of every click by itself. */
export class Kinds0003 implements MigrationInterface {
  readonly name = 'Kinds0000000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SCHEMA);
    for (const table of TENANT_TABLES) await runner.query(policyFor(table));
  }

  async down(): Promise<void> {
    throw new Error('Undoing migration 0003 would lose the kinds of meetings; restore a backup instead.');
  }
}

const TENANT_TABLES = ['meeting_kind'] as const;

const SCHEMA = `
  -- What is left out is taken from the client's settings. Archived, not deleted: meetings go on to be of their kind.
  create table meeting_kind (
    agency_id uuid not null,
    kind_id uuid not null,
    client_id uuid not null,
    name text not null,
    mode text not null check (mode in ('in_person', 'phone', 'video')),
    duration_minutes integer check (duration_minutes between 1 and 1440),
    buffer_before_minutes integer check (buffer_before_minutes between 0 and 1440),
    buffer_after_minutes integer check (buffer_after_minutes between 0 and 1440),
    most_a_day integer check (most_a_day between 0 and 1000),
    most_a_week integer check (most_a_week between 0 and 1000),
    place_id uuid,
    archived_at timestamptz,
    created_at timestamptz not null default now(),
    primary key (agency_id, kind_id),
    -- For the reference from meeting: a meeting's kind is its own client's.
    unique (agency_id, client_id, kind_id),
    foreign key (agency_id, client_id) references client on delete cascade,
    foreign key (agency_id, place_id) references place
  );
  create unique index meeting_kind_name on meeting_kind (agency_id, client_id, folded(name))
    where archived_at is null;

  alter table meeting add column kind_id uuid,
    add foreign key (agency_id, client_id, kind_id) references meeting_kind (agency_id, client_id, kind_id);

  -- With all that a search wants of a row, so that it reads the index alone: the rows of one client lie all over the
  -- table, and fetching them took longer than everything else of the search.
  drop index busy_client;
  create index busy_client on busy (agency_id, client_id, starts_at, ends_at)
    include (blocking, all_day, meeting_id, calendar_id);

  -- The constraint's index finds what overlaps, but takes several times as long for the few that are still to come.
  create index commitment_ahead on commitment (agency_id, client_id, upper(during));

  -- Another one at every change, so that who has read settings and rules can tell whether they are still the same.
  alter table availability add column revision uuid not null default gen_random_uuid();

  -- Kinds and their limits were numbers in the settings that no meeting could refer to.
  alter table availability no force row level security;
  update availability set settings = settings - 'kinds' where settings ? 'kinds';
  update availability
    set settings = jsonb_set(settings, '{limits}', (
      select coalesce(jsonb_agg(one order by n), '[]')
      from jsonb_array_elements(settings->'limits') with ordinality as kept(one, n)
      where not one ? 'meetingKind'))
    where settings->'limits' @? '$[*].meetingKind';
  alter table availability force row level security;
`;
