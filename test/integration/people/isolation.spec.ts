import { type ApiDescription, PeopleApp } from '../../support/people-fixtures.js';

/**
 * Every route of the house x everybody who has no business there -> 404, and the same 404 as for what never was. The
 * routes are read from the API's own description: a new one is covered by itself, or fails here until its ids and
 * inputs are added.
 */

const SOME_ID = '0198f000-0000-7000-8000-000000000001';

/** What a route wants beside its path, so that the answer is about the path and not about the input. */
const INPUTS: Readonly<Record<string, object | string>> = {
  'patch /api/users/{userId}': { name: 'Renamed' },
  'patch /api/assignments/{assignmentId}': { until: '2027-01-01T00:00:00Z' },
  'patch /api/clients/{clientId}': { name: 'Renamed' },
  'post /api/clients/{clientId}/contacts': { name: 'New' },
  'patch /api/clients/{clientId}/contacts/{contactId}': { name: 'Renamed' },
  'post /api/clients/{clientId}/places': { name: 'New', address: 'Street 1' },
  'patch /api/clients/{clientId}/places/{placeId}': { name: 'Renamed' },
  'post /api/clients/{clientId}/contacts/import/preview': 'name,email\r\nNew,new@example.org\r\n',
  'post /api/clients/{clientId}/contacts/import': 'name,email\r\nNew,new@example.org\r\n',
  'put /api/clients/{clientId}/availability': {
    settings: {
      zone: 'Europe/Riga',
      durationMinutes: 60,
      stepMinutes: 30,
      alignment: 'clock',
      horizonDays: 10,
    },
    rules: [],
  },
  'post /api/clients/{clientId}/instructions': {
    kind: 'unreachable',
    date: '2026-03-03',
    from: '13:00',
    to: '16:00',
    said: { by: 'Somebody', how: 'phone' },
  },
  'put /api/clients/{clientId}/travel-times': { items: [] },
  'post /api/clients/{clientId}/kinds': { name: 'New' },
  'patch /api/clients/{clientId}/kinds/{kindId}': { name: 'Renamed' },
  'post /api/clients/{clientId}/accounts/google': {},
  'post /api/clients/{clientId}/accounts/caldav': {
    address: 'https://caldav.example.org',
    username: 'anna',
    password: 'secret',
  },
  'post /api/clients/{clientId}/accounts/feed': { address: 'https://example.org/calendar.ics' },
  'post /api/clients/{clientId}/accounts/{accountId}/password': { password: 'secret' },
  'post /api/clients/{clientId}/accounts/microsoft': {},
  'patch /api/clients/{clientId}/calendars/{calendarId}': { blocks: false },
  'post /api/clients/{clientId}/calendars/{calendarId}/unreadable': { eventId: 'x', dismissed: true },
  'post /api/clients/{clientId}/calendars/import': 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n',
  'post /api/clients/{clientId}/meetings': {
    title: 'Visit',
    options: [{ start: '2026-03-03T08:00:00Z', end: '2026-03-03T09:00:00Z' }],
    attendees: [{ name: 'Somebody', email: 'somebody@example.org' }],
  },
  'post /api/clients/{clientId}/meetings/preview': {
    title: 'Visit',
    options: [{ start: '2026-03-03T08:00:00Z', end: '2026-03-03T09:00:00Z' }],
    attendees: [{ name: 'Somebody', email: 'somebody@example.org' }],
  },
  'put /api/clients/{clientId}/proposal-rules': { reminderMinutes: null },
  'put /api/agency/proposal-rules': { undoSeconds: 5 },
  'put /api/agency/mail-design': { accent: '#123456' },
  'post /api/agency/mail-design/preview': { template: 'invitation', locale: 'lv' },
  'post /api/meetings/{meetingId}/release': {},
  'post /api/meetings/{meetingId}/hold': { optionId: SOME_ID },
  'post /api/meetings/{meetingId}/offer': {
    options: [{ start: '2026-03-03T08:00:00Z', end: '2026-03-03T09:00:00Z' }],
  },
  'post /api/meetings/{meetingId}/confirm': { optionId: SOME_ID },
  'post /api/meetings/{meetingId}/reschedule': { start: '2026-03-03T08:00:00Z', end: '2026-03-03T09:00:00Z' },
  'post /api/meetings/{meetingId}/cancel': {},
  'post /api/meetings/{meetingId}/counters/{counterId}/take': {},
  'post /api/meetings/{meetingId}/counters/{counterId}/refuse': {},
  'put /api/meetings/{meetingId}/consensus': { rule: 'first' },
  'patch /api/meetings/{meetingId}/attendees/{attendeeId}': { role: 'optional' },
  'post /api/clients/{clientId}/requests': { name: 'Somebody' },
  'patch /api/covers/{coverId}': { until: '2027-01-01T00:00:00Z' },
  'post /api/messages/{messageId}/settle': { action: 'dismiss' },
};

const QUERIES: Readonly<Record<string, string>> = {
  'get /api/clients/{clientId}/slots': 'from=2026-03-03T00:00:00Z&to=2026-03-04T00:00:00Z',
  'get /api/clients/{clientId}/suggestions': 'from=2026-03-03T00:00:00Z&to=2026-03-04T00:00:00Z',
  'get /api/clients/{clientId}/substitutes': 'start=2026-03-03T08:00:00Z&end=2026-03-03T09:00:00Z',
  'get /api/clients/{clientId}/travel-blocks': 'from=2026-03-03T00:00:00Z&to=2026-03-04T00:00:00Z',
  'post /api/clients/{clientId}/contacts/import': `plan=${'0'.repeat(64)}`,
  'get /api/agency/journal.csv': 'from=2026-03-01&until=2026-03-31',
  'get /api/clients/{clientId}/explain': 'at=2026-03-03T00:00:00Z',
  'get /api/clients/{clientId}/busy': 'from=2026-03-03T00:00:00Z&to=2026-03-04T00:00:00Z',
};

interface Route {
  readonly key: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly parameters: readonly string[];
  readonly wantsBody: boolean;
  readonly wantsQuery: boolean;
  readonly ownerOnly: boolean;
  readonly open: boolean;
}

const routesOf = (document: ApiDescription): Route[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): Route => {
      const parameters = operation.parameters ?? [];
      return {
        key: `${method} ${path}`,
        method: method.toUpperCase() as Route['method'],
        path,
        parameters: [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''),
        wantsBody: operation.requestBody !== undefined,
        wantsQuery: parameters.some((parameter) => parameter.in === 'query' && parameter.required === true),
        ownerOnly: operation.responses['403']?.description === 'Only the owner of the agency may do this',
        open: JSON.stringify(operation.security) === '[{}]',
      };
    }),
  );

/** What the other rooms keep of client $2 of agency $1, whose secretary is $3: an account, a calendar, a meeting, a mail. */
const SAMPLES = `
  with linked as (
    insert into account (agency_id, account_id, client_id, provider, external_id, scopes, sealed_tokens)
    values ($1, gen_random_uuid(), $2, 'google', 'somebody', '{}', '') returning account_id),
  mirrored as (
    insert into calendar (agency_id, calendar_id, client_id, provider, external_id, name, zone)
    values ($1, gen_random_uuid(), $2, 'file', 'file', 'File', 'Europe/Riga')),
  met as (
    insert into meeting (agency_id, meeting_id, client_id, state, title, zone, created_by)
    values ($1, gen_random_uuid(), $2, 'proposed', 'Visit', 'Europe/Riga', $3) returning meeting_id),
  offered as (
    insert into meeting_option (agency_id, option_id, meeting_id, ordinal, uid, during, state)
    select $1, gen_random_uuid(), meeting_id, 1, 'uid-1',
           tstzrange('2026-03-04T08:00:00Z', '2026-03-04T09:00:00Z'), 'offered' from met
    returning meeting_id, option_id),
  invited as (
    insert into attendee (agency_id, attendee_id, meeting_id, email, name, locale, zone, role, address_hash, page_hash)
    select $1, gen_random_uuid(), meeting_id, 'somebody@example.org', 'Somebody', 'lv', 'Europe/Riga', 'required',
           'a', 'p' from met returning meeting_id, attendee_id),
  countered as (
    insert into counter_proposal (agency_id, counter_id, meeting_id, attendee_id, option_id, message_id, during,
      sequence, dtstamp, trusted, received_at)
    select $1, gen_random_uuid(), meeting_id, attendee_id, option_id, gen_random_uuid(),
           tstzrange('2026-03-05T08:00:00Z', '2026-03-05T09:00:00Z'), 0, now(), true, now()
    from invited join offered using (meeting_id)),
  sorted as (
    insert into meeting_kind (agency_id, kind_id, client_id, name, mode)
    values ($1, gen_random_uuid(), $2, 'Visit', 'in_person')),
  covered as (
    insert into cover (agency_id, cover_id, absent_id, user_id, valid_from, valid_until, made_by, made_at)
    select $1, gen_random_uuid(), $3, user_id, '2026-03-01', '2026-04-01', user_id, '2026-03-01'
    from app_user where agency_id = $1 and role = 'owner'),
  asked as (
    insert into meeting_request (agency_id, request_id, client_id, via, name, at)
    values ($1, gen_random_uuid(), $2, 'phone', 'Somebody', '2026-03-02T08:00:00Z')),
  told as (
    insert into instruction (agency_id, instruction_id, client_id, kind, on_date, from_clock, until_clock, said_by,
      said_at, said_how, entered_by, entered_at)
    values ($1, gen_random_uuid(), $2, 'unreachable', '2026-03-03', '13:00', '16:00', 'Somebody',
      '2026-03-02T08:00:00Z', 'phone', $3, '2026-03-02T08:00:00Z'))
  insert into message (agency_id, message_id, direction, state, raw, client_id, meeting_id, at)
  select $1, gen_random_uuid(), 'in', 'review', 'Subject: x', $2, meeting_id, '2026-03-02T08:00:00Z' from met`;

const SAMPLE_IDS = `
  select 'accountId' as name, account_id as id from account union all
  select 'calendarId', calendar_id from calendar union all
  select 'meetingId', meeting_id from meeting union all
  select 'instructionId', instruction_id from instruction union all
  select 'counterId', counter_id from counter_proposal union all
  select 'attendeeId', attendee_id from attendee union all
  select 'kindId', kind_id from meeting_kind union all
  select 'requestId', request_id from meeting_request union all
  select 'coverId', cover_id from cover union all
  select 'messageId', message_id from message`;

describe('what is not yours', () => {
  let house: PeopleApp;
  let routes: Route[];
  /** Ids of agency A, by the name of the path parameter. */
  const ids: Record<string, string> = {};
  const NEVER = '0198f000-0000-7000-8000-00000000dead';
  let visitors: { who: string; session: string; owner: boolean }[];
  let insider: string;

  beforeAll(async () => {
    house = await PeopleApp.start({
      whole: true,
      env: {
        GOOGLE_CLIENT_ID: 'id',
        GOOGLE_CLIENT_SECRET: 'secret',
        MICROSOFT_CLIENT_ID: 'id',
        MICROSOFT_CLIENT_SECRET: 'secret',
      },
    });
    const a = await house.makeAgency('Aaa');
    const b = await house.makeAgency('Bbb');
    const clientId = await house.makeClient(a.agencyId, 'Their client');
    await house.makeClient(b.agencyId, 'Our client');
    const insiderId = await house.makeUser(a.agencyId, 'inside@aaa.example');
    const withdrawnId = await house.makeUser(a.agencyId, 'withdrawn@aaa.example');
    await house.makeUser(a.agencyId, 'unassigned@aaa.example');
    await house.makeUser(b.agencyId, 'sec@bbb.example');
    const owner = await house.signIn(a.ownerEmail);
    const post = async (url: string, body: object) =>
      (await house.request('POST', url, { session: owner, body })).body;
    ids.clientId = clientId;
    ids.userId = insiderId;
    ids.assignmentId = await house.assign(a.agencyId, insiderId, clientId);
    const contact = { name: 'Their contact', email: 'their@example.org' };
    ids.contactId = (await post(`/api/clients/${clientId}/contacts`, contact)).contactId;
    ids.address = 'alias@example.org';
    ids.placeId = (await post(`/api/clients/${clientId}/places`, { name: 'P', address: 'A 1' })).placeId;

    await house.database.asOwner(SAMPLES, [a.agencyId, clientId, insiderId]);
    for (const { name, id } of await house.database.asOwner<{ name: string; id: string }>(SAMPLE_IDS)) {
      ids[name] = id;
    }

    const gone = await house.assign(a.agencyId, withdrawnId, clientId);
    const withdrawn = await house.signIn('withdrawn@aaa.example');
    expect((await house.request('GET', `/api/clients/${clientId}`, { session: withdrawn })).status).toBe(200);
    await house.request('PATCH', `/api/assignments/${gone}`, {
      session: owner,
      body: { until: new Date(house.clock.now()).toISOString() },
    });
    insider = await house.signIn('inside@aaa.example');
    visitors = [
      { who: 'owner of another agency', session: await house.signIn(b.ownerEmail), owner: true },
      { who: 'secretary of another agency', session: await house.signIn('sec@bbb.example'), owner: false },
      { who: 'colleague, not assigned', session: await house.signIn('unassigned@aaa.example'), owner: false },
      { who: 'colleague, no longer assigned', session: withdrawn, owner: false },
    ];
    routes = routesOf(await house.description());
  });
  afterAll(() => house.close());

  const ask = (route: Route, session: string | undefined, values: Record<string, string>) => {
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? NEVER);
    const query = QUERIES[route.key];
    return house.request(route.method, query === undefined ? path : `${path}?${query}`, {
      session,
      ...(route.wantsBody ? { body: INPUTS[route.key] } : {}),
      ...(typeof INPUTS[route.key] === 'string'
        ? {
            headers: {
              'content-type': route.path.includes('/contacts/')
                ? 'application/octet-stream'
                : 'text/calendar',
            },
          }
        : {}),
    });
  };

  it('knows every route: none is served that is not described', () => {
    const described = new Set([...routes.map((route) => route.key), 'get /api/openapi.json']);
    const served = house.routes.filter((key) => / \/api(\/|$)/.test(key) && !key.startsWith('head '));
    expect(served.length).toBeGreaterThan(20);
    expect(served.filter((key) => !described.has(key))).toEqual([]);
  });

  it('has ids and inputs for every route', () => {
    const inside = routes.filter((route) => route.parameters.length > 0);
    expect(inside.length).toBeGreaterThan(14);
    const missing = inside.flatMap((route) => [
      ...route.parameters.filter((name) => !(name in ids)).map((name) => `an id for {${name}}`),
      ...(route.wantsBody && !(route.key in INPUTS) ? [`INPUTS for ${route.key}`] : []),
      ...(route.wantsQuery && !(route.key in QUERIES) ? [`QUERIES for ${route.key}`] : []),
    ]);
    expect([...new Set(missing)]).toEqual([]);
  });

  it('is there for whom it belongs to: the ids and inputs are right ones', async () => {
    for (const route of routes.filter((one) => one.method === 'GET' && one.parameters.length > 0)) {
      if (route.ownerOnly) continue;
      expect([route.key, (await ask(route, insider, ids)).status]).toEqual([route.key, 200]);
    }
  });

  it('is 404 to everybody else, word for word as what never was', async () => {
    for (const route of routes.filter((one) => one.parameters.length > 0 && !one.open)) {
      for (const { who, session, owner } of visitors) {
        const foreign = await ask(route, session, ids);
        const expected = route.ownerOnly && !owner ? 403 : 404;
        expect([who, route.key, foreign.status]).toEqual([who, route.key, expected]);
        const never = await ask(route, session, {});
        expect([who, route.key, foreign.text]).toEqual([who, route.key, never.text]);
      }
    }
  });

  it('is 404 below a client of one’s own, too', async () => {
    const [owner] = visitors;
    const list = await house.request('GET', '/api/clients', { session: owner?.session });
    const ownClient = list.body.items[0]?.clientId ?? '';
    const below = routes.filter((one) => one.parameters.length > 1 && one.parameters[0] === 'clientId');
    expect(below.length).toBeGreaterThan(5);
    for (const route of below) {
      const answer = await ask(route, owner?.session, { ...ids, clientId: ownClient });
      expect([route.key, answer.status]).toEqual([route.key, 404]);
    }
  });

  it('is not in any list', async () => {
    // A stream has no end to wait for; live/live-updates.spec.ts holds what may be told in it to whom.
    const lists = routes.filter((one) => one.method === 'GET' && one.parameters.length === 0);
    for (const route of lists.filter(({ key }) => key !== 'get /api/live')) {
      for (const { who, session } of visitors.slice(0, 2)) {
        const { text } = await ask(route, session, {});
        const leaked = Object.entries(ids).filter(([, id]) => text.includes(id));
        expect([who, route.key, leaked]).toEqual([who, route.key, []]);
      }
    }
  });

  it('is nothing without a session', async () => {
    for (const route of routes.filter((one) => !one.open)) {
      expect([route.key, (await ask(route, undefined, ids)).status]).toEqual([route.key, 401]);
    }
  });

  it('is nothing with what only looks like a session', async () => {
    const others = (text: string) => text.replace(/[0-9]/g, (digit) => String(9 - Number(digit)));
    const unknown = insider.slice(0, 26) + others(insider.slice(26));
    const nowhere = others(insider.slice(0, 26)).replace(/^./, '0') + insider.slice(26);
    for (const route of routes.filter((one) => !one.open)) {
      for (const session of [unknown, nowhere, insider.slice(1), 'x'.repeat(52)]) {
        expect([route.key, (await ask(route, session, ids)).status]).toEqual([route.key, 401]);
      }
    }
  });

  it('stands unchanged after all that', async () => {
    const rows = await house.database.asOwner<{ name: string }>(
      `select name from client union all select name from contact union all select name from place order by 1`,
    );
    expect(rows.map((row) => row.name)).toEqual(['Our client', 'P', 'Their client', 'Their contact']);
  });
});
