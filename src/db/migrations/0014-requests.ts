import type { MigrationInterface, QueryRunner } from 'typeorm';
import { policyFor } from './tenant-policy.js';

/** What somebody asked for, before it is a proposal: by phone, by mail, or on the client's own page. */
export class Requests0014 implements MigrationInterface {
  readonly name = 'Requests0000000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SCHEMA);
    for (const table of TENANT_TABLES) await runner.query(policyFor(table));
  }

  async down(): Promise<void> {
    throw new Error('Undoing migration 0014 would lose what people asked for; restore a backup instead.');
  }
}

const TENANT_TABLES = ['meeting_request', 'request_page'] as const;

const SCHEMA = `
  create table meeting_request (
    agency_id uuid not null,
    request_id uuid not null,
    client_id uuid not null,
    via text not null check (via in ('phone', 'mail', 'web')),
    contact_id uuid,
    name text not null,
    company text,
    email text,
    phone text,
    locale text,
    title text,
    words text,
    duration_minutes integer check (duration_minutes between 1 and 1440),
    message_id uuid,
    state text not null check (state in ('open', 'proposed', 'dismissed')) default 'open',
    meeting_id uuid,
    entered_by uuid,
    at timestamptz not null,
    handled_at timestamptz,
    primary key (agency_id, request_id),
    foreign key (agency_id, client_id) references client on delete cascade,
    foreign key (agency_id, contact_id) references contact on delete set null (contact_id),
    foreign key (agency_id, message_id) references message on delete set null (message_id),
    foreign key (agency_id, meeting_id) references meeting on delete set null (meeting_id),
    foreign key (agency_id, entered_by) references app_user on delete set null (entered_by)
  );
  create index meeting_request_open on meeting_request (agency_id, client_id, request_id) where state = 'open';

  -- A client has at most one page; making it anew ends the old address.
  create table request_page (
    agency_id uuid not null,
    client_id uuid not null,
    secret_hash bytea not null,
    made_by uuid,
    made_at timestamptz not null,
    primary key (agency_id, client_id),
    unique (agency_id, secret_hash),
    foreign key (agency_id, client_id) references client on delete cascade,
    foreign key (agency_id, made_by) references app_user on delete set null (made_by)
  );

  create trigger tell after insert or update or delete on meeting_request
    for each row execute function tell_client();
`;
