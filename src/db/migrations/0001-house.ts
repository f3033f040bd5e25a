import type { MigrationInterface, QueryRunner } from 'typeorm';
import { policyFor } from './tenant-policy.js';

/**
 * The first schema. Every tenant table has agency_id first in its keys, so that it can be sharded by agency, and is
 * listed in TENANT_TABLES, which gives it its policy; `test/integration/db/tenant-policies.spec.ts` fails for a table
 * that has none.
 */
export class House0001 implements MigrationInterface {
  readonly name = 'House0000000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SCHEMA);
    for (const table of TENANT_TABLES) {
      await runner.query(policyFor(table));
    }
    await runner.query(DOORS);
  }

  async down(): Promise<void> {
    throw new Error('Migration 0001 is the first one; restore a backup or drop the database instead.');
  }
}

const TENANT_TABLES = [
  'agency',
  'app_user',
  'session',
  'one_time_link',
  'client',
  'client_key',
  'assignment',
  'contact',
  'place',
  'account',
  'oauth_state',
  'calendar',
  'event',
  'busy',
  'availability',
  'availability_rule',
  'meeting',
  'meeting_option',
  'attendee',
  'attendee_reply',
  'commitment',
  'effect',
  'message',
  'journal',
] as const;

/**
 * The only two looks across agencies, each opened by a setting that lasts for one transaction: finding the users with
 * the e-mail address somebody signs in with, and listing the agencies for the worker's rounds. Both only read.
 */
const DOORS = `
  create policy sign_in on app_user for select
    using (email = nullif(current_setting('meetbroker.sign_in_email', true), ''));
  create policy directory on agency for select
    using (current_setting('meetbroker.directory', true) = 'on');
`;

const SCHEMA = `
  create extension if not exists btree_gist;

  create function current_agency() returns uuid language sql stable parallel safe as
    $$ select nullif(current_setting('meetbroker.agency', true), '')::uuid $$;

  -- No tenant's table: which secret key this database was sealed with, so that a start with another key
  -- is refused before anything is written that nobody could open.
  create table installation (
    only_row boolean primary key default true check (only_row),
    secret_kid text not null
  );

  -- No tenant's either: a guess at a password is counted before it is known whom it is about. Keys are hashes of
  -- "account:ADDRESS" and "network:ADDRESS", so the table names nobody (auth/attempt.store.ts).
  create table sign_in_attempt (
    key_hash bytea primary key,
    count integer not null,
    resets_at timestamptz not null
  );
  create index sign_in_attempt_over on sign_in_attempt (resets_at);

  -- A text as it is searched and sorted: lower case, without marks, so that "kalnins" finds "Kalniņš". The collation is
  -- named because lower() under C would leave all but ASCII as it is.
  create function folded(text) returns text language sql immutable parallel safe as
    $$ select lower(regexp_replace(normalize($1, NFD), '[\\u0300-\\u036f]', '', 'g') collate "und-x-icu") $$;

  create table agency (
    agency_id uuid primary key,
    name text not null,
    zone text not null,
    locale text not null,
    created_at timestamptz not null default now()
  );

  create table app_user (
    agency_id uuid not null references agency,
    user_id uuid not null,
    email text not null check (email = lower(email)),
    name text not null,
    role text not null check (role in ('owner', 'secretary')),
    locale text not null,
    phone text,
    password_hash text,
    disabled_at timestamptz,
    created_at timestamptz not null default now(),
    primary key (agency_id, user_id),
    unique (agency_id, email)
  );
  create index app_user_email on app_user (email);

  create table session (
    agency_id uuid not null,
    session_id uuid not null,
    user_id uuid not null,
    token_hash bytea not null,
    created_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    expires_at timestamptz not null,
    primary key (agency_id, session_id),
    unique (agency_id, token_hash),
    foreign key (agency_id, user_id) references app_user on delete cascade
  );

  -- No reference to agency: the first owner's link is made before there is one.
  create table one_time_link (
    agency_id uuid not null,
    link_id uuid not null,
    kind text not null check (kind in ('first-owner', 'invitation', 'calendar-link')),
    token_hash bytea not null,
    subject jsonb not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at timestamptz,
    primary key (agency_id, link_id),
    unique (agency_id, token_hash)
  );

  create table client (
    agency_id uuid not null references agency,
    client_id uuid not null,
    name text not null,
    person text not null,
    email text,
    phone text,
    zone text not null,
    locale text not null,
    colour text not null check (colour ~ '^#[0-9a-f]{6}$'),
    on_client_delete text not null default 'ask' check (on_client_delete in ('ask', 'cancel')),
    archived_at timestamptz,
    created_at timestamptz not null default now(),
    primary key (agency_id, client_id)
  );

  -- One data key a client, wrapped by the key named kid; destroying the row destroys what it sealed.
  create table client_key (
    agency_id uuid not null,
    client_id uuid not null,
    kid text not null,
    wrapped_key bytea not null,
    created_at timestamptz not null default now(),
    primary key (agency_id, client_id),
    foreign key (agency_id, client_id) references client on delete cascade
  );

  create table assignment (
    agency_id uuid not null,
    assignment_id uuid not null,
    user_id uuid not null,
    client_id uuid not null,
    valid_from timestamptz not null default now(),
    valid_until timestamptz,
    primary key (agency_id, assignment_id),
    foreign key (agency_id, user_id) references app_user on delete cascade,
    foreign key (agency_id, client_id) references client on delete cascade,
    check (valid_until is null or valid_until >= valid_from)
  );
  create index assignment_user on assignment (agency_id, user_id, client_id);

  -- A contact belongs to one client: a secretary of another client never learns of it.
  create table contact (
    agency_id uuid not null,
    contact_id uuid not null,
    client_id uuid not null,
    name text not null,
    company text,
    email text check (email = lower(email)),
    phone text,
    locale text not null,
    zone text not null,
    note text,
    archived_at timestamptz,
    created_at timestamptz not null default now(),
    primary key (agency_id, contact_id),
    foreign key (agency_id, client_id) references client on delete cascade
  );
  create index contact_client on contact (agency_id, client_id, folded(name), contact_id);

  create table place (
    agency_id uuid not null,
    place_id uuid not null,
    client_id uuid not null,
    name text not null,
    address text not null,
    latitude double precision check (latitude between -90 and 90),
    longitude double precision check (longitude between -180 and 180),
    archived_at timestamptz,
    created_at timestamptz not null default now(),
    primary key (agency_id, place_id),
    foreign key (agency_id, client_id) references client on delete cascade
  );
  create index place_client on place (agency_id, client_id, name);

  create table account (
    agency_id uuid not null,
    account_id uuid not null,
    client_id uuid not null,
    provider text not null,
    external_id text not null,
    email text,
    scopes text[] not null,
    sealed_tokens bytea not null,
    state text not null default 'linked' check (state in ('linked', 'reconnect', 'unlinked')),
    state_reason text,
    linked_at timestamptz not null default now(),
    primary key (agency_id, account_id),
    unique (agency_id, client_id, provider, external_id),
    foreign key (agency_id, client_id) references client on delete cascade
  );

  create table oauth_state (
    agency_id uuid not null,
    state_hash bytea not null,
    provider text not null,
    client_id uuid not null,
    user_id uuid not null,
    sealed_verifier bytea not null,
    expected_external_id text,
    expires_at timestamptz not null,
    used_at timestamptz,
    primary key (agency_id, state_hash),
    foreign key (agency_id, client_id) references client on delete cascade,
    foreign key (agency_id, user_id) references app_user on delete cascade
  );

  create table calendar (
    agency_id uuid not null,
    calendar_id uuid not null,
    client_id uuid not null,
    account_id uuid,
    provider text not null,
    external_id text not null,
    name text not null,
    zone text not null,
    writable boolean not null default false,
    blocks boolean not null default true,
    write_target boolean not null default false,
    -- never: no sync has ended yet; ok; failing: the last good state serves, with its age; gone: no access any more.
    state text not null default 'never' check (state in ('never', 'ok', 'failing', 'gone')),
    state_reason text,
    sync_token text,
    mirror_generation bigint not null default 0,
    -- A push or a wish for a sync raises dirty; a sync writes what it saw into synced_dirty, so that one that came in
    -- between makes another pass.
    dirty bigint not null default 1,
    synced_dirty bigint not null default 0,
    synced_at timestamptz,
    sync_started_at timestamptz,
    progress_events integer not null default 0,
    progress_pages integer not null default 0,
    next_sync_at timestamptz,
    failures integer not null default 0,
    expanded_until timestamptz,
    watch jsonb,
    -- One sync and one writer at a time over all replicas; a holder that died is waited out. The sync's token also
    -- fences: a page is committed only by the holder.
    sync_lease uuid,
    sync_lease_until timestamptz,
    write_lease uuid,
    write_lease_until timestamptz,
    primary key (agency_id, calendar_id),
    foreign key (agency_id, client_id) references client on delete cascade,
    foreign key (agency_id, account_id) references account on delete cascade,
    check (not write_target or writable)
  );
  create unique index calendar_write_target on calendar (agency_id, client_id) where write_target;
  create index calendar_client on calendar (agency_id, client_id);
  create unique index calendar_external on calendar (agency_id, account_id, external_id) where account_id is not null;

  -- The mirror: what the provider says, masters and exceptions as they are.
  create table event (
    agency_id uuid not null,
    calendar_id uuid not null,
    external_id text not null,
    mirror_generation bigint not null default 0,
    etag text,
    ical_uid text,
    recurring_event_id text,
    original_start text,
    status text not null,
    blocking text not null check (blocking in ('busy', 'tentative', 'unanswered', 'free')),
    all_day boolean not null default false,
    start_wall text,
    end_wall text,
    zone text,
    starts_at timestamptz,
    ends_at timestamptz,
    recurrence text[],
    unreadable text,
    sealed_text bytea,
    meeting_id uuid,
    option_id uuid,
    primary key (agency_id, calendar_id, external_id),
    foreign key (agency_id, calendar_id) references calendar on delete cascade
  );
  create index event_series on event (agency_id, calendar_id, recurring_event_id) where recurring_event_id is not null;
  create index event_unreadable on event (agency_id, calendar_id) where unreadable is not null;
  create index event_meeting on event (agency_id, meeting_id) where meeting_id is not null;

  -- The mirror, expanded: one row an occurrence that occupies time, half-open [starts_at, ends_at).
  create table busy (
    agency_id uuid not null,
    calendar_id uuid not null,
    client_id uuid not null,
    external_id text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    blocking text not null check (blocking in ('busy', 'tentative', 'unanswered')),
    all_day boolean not null default false,
    meeting_id uuid,
    check (ends_at > starts_at),
    primary key (agency_id, calendar_id, external_id, starts_at),
    foreign key (agency_id, calendar_id) references calendar on delete cascade
  );
  -- Both ends are keys, so that rows beside the window are told by the index alone.
  create index busy_client on busy (agency_id, client_id, starts_at, ends_at);

  create table availability (
    agency_id uuid not null,
    client_id uuid not null,
    settings jsonb not null,
    version integer not null default 1,
    primary key (agency_id, client_id),
    foreign key (agency_id, client_id) references client on delete cascade
  );

  create table availability_rule (
    agency_id uuid not null,
    rule_id uuid not null,
    client_id uuid not null,
    kind text not null,
    spec jsonb not null,
    position integer not null default 0,
    created_by uuid,
    created_at timestamptz not null default now(),
    primary key (agency_id, rule_id),
    foreign key (agency_id, client_id) references client on delete cascade
  );
  create index availability_rule_client on availability_rule (agency_id, client_id);

  create table meeting (
    agency_id uuid not null,
    meeting_id uuid not null,
    client_id uuid not null,
    state text not null,
    question text,
    title text not null,
    note text,
    place_id uuid,
    place_text text,
    zone text not null,
    created_by uuid not null,
    expires_at timestamptz,
    confirmed_option_id uuid,
    version integer not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (agency_id, meeting_id),
    foreign key (agency_id, client_id) references client on delete cascade,
    foreign key (agency_id, place_id) references place
  );
  create index meeting_client on meeting (agency_id, client_id, state);

  create table meeting_option (
    agency_id uuid not null,
    option_id uuid not null,
    meeting_id uuid not null,
    ordinal integer not null,
    uid text not null,
    sequence integer not null default 0 check (sequence >= 0),
    -- The SEQUENCE at which the present time was first sent; answers to an older one are about another time.
    time_sequence integer not null default 0 check (time_sequence between 0 and sequence),
    during tstzrange not null check (not isempty(during) and lower_inc(during) and not upper_inc(during)),
    state text not null,
    exclusive boolean not null default true,
    -- Events of the client's own calendar that the secretary saw there and offered the time all the same.
    seen_events jsonb not null default '[]',
    calendar_id uuid,
    calendar_event_id text,
    calendar_etag text,
    calendar_generation integer not null default 1,
    -- Our fields as we last wrote them to the calendar: what a client's change is told from.
    calendar_base jsonb,
    primary key (agency_id, option_id),
    unique (agency_id, uid),
    foreign key (agency_id, meeting_id) references meeting on delete cascade
  );
  create index meeting_option_meeting on meeting_option (agency_id, meeting_id);
  create index meeting_option_event on meeting_option (agency_id, calendar_id, calendar_event_id);

  create table attendee (
    agency_id uuid not null,
    attendee_id uuid not null,
    meeting_id uuid not null,
    contact_id uuid,
    email text not null check (email = lower(email)),
    name text not null,
    locale text not null,
    zone text not null,
    role text not null check (role in ('required', 'optional')),
    address_hash bytea not null,
    page_hash bytea not null,
    undeliverable text,
    primary key (agency_id, attendee_id),
    unique (agency_id, address_hash),
    unique (agency_id, page_hash),
    unique (agency_id, meeting_id, email),
    foreign key (agency_id, meeting_id) references meeting on delete cascade,
    foreign key (agency_id, contact_id) references contact
  );

  create table attendee_reply (
    agency_id uuid not null,
    attendee_id uuid not null,
    option_id uuid not null,
    partstat text not null,
    sequence integer not null,
    dtstamp timestamptz not null,
    comment text,
    via text not null check (via in ('mail', 'page', 'phone')),
    answered_at timestamptz not null,
    primary key (agency_id, attendee_id, option_id),
    foreign key (agency_id, attendee_id) references attendee on delete cascade,
    foreign key (agency_id, option_id) references meeting_option on delete cascade
  );

  -- What occupies a client's time by our own doing. The constraint is the last word on double bookings; the client's
  -- row is locked first, so that it is hardly ever reached (constraint alone: deadlocks and minutes of waiting).
  create table commitment (
    agency_id uuid not null,
    client_id uuid not null,
    option_id uuid not null,
    meeting_id uuid not null,
    kind text not null check (kind in ('hold', 'meeting')),
    during tstzrange not null check (not isempty(during) and lower_inc(during) and not upper_inc(during)),
    created_at timestamptz not null default now(),
    primary key (agency_id, option_id),
    foreign key (agency_id, option_id) references meeting_option on delete cascade,
    constraint commitment_no_overlap exclude using gist (agency_id with =, client_id with =, during with &&)
  );

  create table effect (
    agency_id uuid not null,
    effect_id uuid not null,
    seq bigint generated always as identity,
    meeting_id uuid not null,
    client_id uuid not null,
    kind text not null check (kind in ('mail', 'calendar-put', 'calendar-delete')),
    lane text not null,
    payload jsonb not null,
    state text not null default 'pending' check (state in ('pending', 'unknown', 'done', 'parked', 'failed')),
    attempts integer not null default 0,
    next_try_at timestamptz not null default now(),
    lease_until timestamptz,
    lease_token uuid,
    reason text,
    outcome jsonb,
    created_at timestamptz not null default now(),
    done_at timestamptz,
    primary key (agency_id, effect_id),
    foreign key (agency_id, meeting_id) references meeting on delete cascade
  );
  create index effect_open on effect (agency_id, lane, seq) where state in ('pending', 'unknown', 'parked');
  create index effect_meeting on effect (agency_id, meeting_id, seq);

  create table message (
    agency_id uuid not null,
    message_id uuid not null,
    direction text not null check (direction in ('in', 'out')),
    state text not null,
    reason text,
    rfc_message_id text,
    envelope_from text,
    envelope_to text,
    subject text,
    raw bytea not null,
    client_id uuid,
    meeting_id uuid,
    attendee_id uuid,
    effect_id uuid,
    at timestamptz not null,
    primary key (agency_id, message_id)
  );
  create index message_meeting on message (agency_id, meeting_id, at);
  create index message_state on message (agency_id, state, at);

  create table journal (
    agency_id uuid not null,
    entry_id uuid not null,
    at timestamptz not null,
    actor text not null,
    user_id uuid,
    client_id uuid,
    meeting_id uuid,
    kind text not null,
    detail jsonb not null default '{}',
    primary key (agency_id, entry_id)
  );
  create index journal_meeting on journal (agency_id, meeting_id, at);
  create index journal_client on journal (agency_id, client_id, at);
`;
