import pg from 'pg';

export const CALENDARS = 10_000;
export const EVENTS_A_CALENDAR = 100;
/** Events lie in this many days, from 30 days back: some twenty in any two months, as in a busy owner's year. */
const DAYS = 300;

/** The id of the client that has calendar number `i`; known in advance, so that nobody has to be asked. */
export const clientIdOf = (i: number): string =>
  `01900000-0000-7000-8000-${i.toString(16).padStart(12, '0')}`;

/**
 * Clients with hours, one linked calendar each, and its events in the mirror; the same each time but for the day it
 * starts on. Made inside the database: a million rows take seconds there.
 * @param now epoch ms; calendars were synchronised then.
 */
export const fillMirror = async (
  url: string,
  agencyId: string,
  userId: string,
  now: number,
): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    // References are right by how the rows are made; checking a million of them would take most of the time.
    await client.query('set local session_replication_role = replica');
    await client.query('set local synchronous_commit = off');
    for (const statement of statements(agencyId, userId, now)) await client.query(statement);
    await client.query('commit');
    // As autovacuum would have done: statistics for the plans, and a visibility map for index-only scans.
    await client.query('vacuum analyze');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
};

const SETTINGS = JSON.stringify({
  zone: 'Europe/Riga',
  durationMinutes: 30,
  stepMinutes: 30,
  alignment: 'window',
  horizonDays: 90,
  minimumNoticeMinutes: 120,
});
const HOURS = JSON.stringify({
  windows: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '09:00', to: '17:00' }],
});

const id = (kind: number): string => `('0190000${kind}-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid`;

const statements = (agencyId: string, userId: string, now: number): string[] => {
  const agency = `'${agencyId}'::uuid`;
  const at = `to_timestamp(${now} / 1000.0)`;
  const clients = `generate_series(0, ${CALENDARS - 1}) i`;
  // hashint4 spreads the events evenly and alike each time: quarter hours from 7:00 UTC on, 15 to 120 minutes long.
  const occurrences = `
    (select i, n, date_trunc('day', ${at}) - interval '30 days'
         + ((abs(hashint4(i * ${EVENTS_A_CALENDAR} + n)::bigint) % ${DAYS}) * 96
            + 28 + abs(hashint4extended(n, i)) % 32) * interval '15 minutes' as starts,
       (1 + abs(hashint4extended(i, n)) % 8) * interval '15 minutes' as lasts
     from ${clients}, generate_series(1, ${EVENTS_A_CALENDAR}) n) o`;
  return [
    `insert into client (agency_id, client_id, name, person, zone, locale, colour)
     select ${agency}, ${id(0)}, 'Firm ' || i, 'Person ' || i, 'Europe/Riga', 'lv', '#336699' from ${clients}`,
    `insert into assignment (agency_id, assignment_id, user_id, client_id, valid_from)
     select ${agency}, ${id(1)}, '${userId}', ${id(0)}, ${at} - interval '1 day' from ${clients}`,
    `insert into availability (agency_id, client_id, settings)
     select ${agency}, ${id(0)}, '${SETTINGS}' from ${clients}`,
    `insert into availability_rule (agency_id, rule_id, client_id, kind, spec)
     select ${agency}, ${id(2)}, ${id(0)}, 'weekly', '${HOURS}' from ${clients}`,
    `insert into account (agency_id, account_id, client_id, provider, external_id, scopes, sealed_tokens)
     select ${agency}, ${id(3)}, ${id(0)}, 'google', 'account-' || i, '{}', '' from ${clients}`,
    `insert into calendar (agency_id, calendar_id, client_id, account_id, provider, external_id, name, zone, state,
                           synced_at, expanded_until)
     select ${agency}, ${id(4)}, ${id(0)}, ${id(3)}, 'google', 'calendar-' || i, 'Work', 'Europe/Riga', 'ok',
            ${at}, ${at} + interval '400 days' from ${clients}`,
    `insert into event (agency_id, calendar_id, external_id, etag, status, blocking, zone, starts_at, ends_at,
                        sealed_text)
     select ${agency}, ${id(4)}, 'event-' || i || '-' || n, '"' || n || '"', 'confirmed', 'busy', 'Europe/Riga',
            starts, starts + lasts, decode(repeat('00', 80), 'hex') from ${occurrences}`,
    `insert into busy (agency_id, calendar_id, client_id, external_id, starts_at, ends_at, blocking)
     select ${agency}, ${id(4)}, ${id(0)}, 'event-' || i || '-' || n, starts, starts + lasts, 'busy'
     from ${occurrences}`,
  ];
};
