import { PeopleApp } from '../../support/people-fixtures.js';

describe('contacts in files', () => {
  let house: PeopleApp;
  let session: string;
  let clientId: string;
  let agencyId: string;

  beforeAll(async () => {
    house = await PeopleApp.start();
    const agency = await house.makeAgency('Exchange');
    agencyId = agency.agencyId;
    session = await house.signIn(agency.ownerEmail);
  });
  beforeEach(async () => {
    clientId = await house.makeClient(agencyId, 'Bakery');
  });
  afterAll(() => house.close());

  const send = (path: string, file: string, query: Record<string, string> = {}) =>
    house.request('POST', `/api/clients/${clientId}/contacts/import${path}?${new URLSearchParams(query)}`, {
      session,
      body: file,
      headers: { 'content-type': 'application/octet-stream' },
    });
  const preview = (file: string, query = {}) => send('/preview', file, query);
  const names = async () =>
    (await house.request('GET', `/api/clients/${clientId}/contacts`, { session })).body.items.map(
      ({ name }) => name,
    );
  const download = async (name: string) =>
    (await house.request('GET', `/api/clients/${clientId}/${name}`, { session })).text;

  const FILE = [
    'Vārds, uzvārds;E-pasts;Tālrunis;Valoda',
    'Ģirts Šķēle;Girts@x.example;+371 29123456;krievu',
    'Bez pasta;;;',
    ';nobody@x.example;;',
    'Slikts;not-an-address;zvanīt;',
  ].join('\r\n');

  it('are shown before they count, and then just that is done', async () => {
    const shown = await preview(FILE);
    expect(shown.body).toMatchObject({
      format: 'csv',
      encoding: 'utf-8',
      separator: 'semicolon',
      counts: { new: 2, changed: 0, same: 0, refused: 2 },
    });
    const faults = (shown.body.rows as readonly { line: number; faults: unknown[] }[])
      .filter((row) => row.faults.length > 0)
      .map(({ line, faults }) => [line, faults]);
    expect(faults).toEqual([
      [4, [{ field: 'name', value: '', detail: expect.stringMatching(/^Nav vārda/) }]],
      [
        5,
        [
          {
            field: 'email',
            value: 'not-an-address',
            detail: expect.stringMatching(/^Ierakstiet e-pasta adresi/),
          },
          { field: 'phone', value: 'zvanīt', detail: expect.stringMatching(/^Ierakstiet tālruņa numuru/) },
        ],
      ],
    ]);
    expect(await names()).toEqual([]);

    const plan = String(shown.body.plan);
    expect((await send('', FILE, { plan })).status).toBe(200);
    expect(await names()).toEqual(['Bez pasta', 'Ģirts Šķēle']);
    expect((await preview(FILE)).body).toMatchObject({ counts: { new: 0, changed: 0, same: 2, refused: 2 } });
    const again = await send('', FILE, { plan });
    expect(again.status).toBe(409);
    const journal = await house.database.asOwner<{ detail: object }>(
      `select detail from journal where kind = 'contacts-imported' and client_id = $1`,
      [clientId],
    );
    expect(journal).toEqual([{ detail: { format: 'csv', new: 2, changed: 0, same: 0, refused: 2 } }]);
  });

  it('are done only as they were shown: two imports at once make no contact twice', async () => {
    const plan = String((await preview(FILE)).body.plan);
    const answers = await Promise.all([send('', FILE, { plan }), send('', FILE, { plan })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await names()).toHaveLength(2);
  });

  it('change who is there already by the address, and empty nothing', async () => {
    const first = String((await preview(FILE)).body.plan);
    await send('', FILE, { plan: first });
    const file = 'E-mail,Company\r\ngirts@x.example,Alfa\r\n';
    const shown = await preview(file);
    expect(shown.body.rows).toMatchObject([
      { kind: 'changed', changes: [{ field: 'company', from: null, to: 'Alfa' }] },
    ]);
    await send('', file, { plan: String(shown.body.plan) });
    expect(await download('contacts.csv')).toContain(
      "Ģirts Šķēle;Alfa;girts@x.example;'+371 29123456;ru;Europe/Riga;",
    );
  });

  it('come back as they went, as CSV and as vCard', async () => {
    await send('', FILE, { plan: String((await preview(FILE)).body.plan) });
    for (const name of ['contacts.csv', 'contacts.vcf']) {
      const file = await download(name);
      expect((await preview(file)).body).toMatchObject({
        counts: { new: 0, changed: 0, same: 2, refused: 0 },
      });
    }
    expect((await download('contacts.csv')).charCodeAt(0)).toBe(0xfeff);
  });

  it('are read as a person says, when the guess was wrong', async () => {
    const file = 'x;y\r\nAnna;a@x.example\r\n';
    const shown = await preview(file, { columns: 'lastName,email', separator: 'semicolon' });
    expect(shown.body.rows).toMatchObject([
      { kind: 'refused' },
      { kind: 'new', values: { name: 'Anna', email: 'a@x.example' } },
    ]);
    expect((await preview(file, { columns: 'nonsense' })).status).toBe(422);
  });

  it('are refused as a whole, with the remedy, when the file is none', async () => {
    const text = async (file: string) => (await preview(file)).body.detail;
    expect(await text('Name;Note\r\nAnna;"x\r\n')).toMatch(/^Tabula pārtrūkst \d+\. rindā/);
    expect(await text(' \r\n')).toMatch(/^Šajā failā nav neviena kontakta/);
    const large = await preview(`Name\r\n${'x'.repeat(5 * 1024 * 1024)}`);
    expect([large.status, large.body.detail]).toEqual([413, expect.stringMatching(/5 MB/)]);
    const many = await preview(`Name\r\n${'Anna\r\n'.repeat(5001)}`);
    expect([many.status, many.body.detail]).toEqual([413, expect.stringMatching(/5000/)]);
  });
});

describe('what there was with a contact', () => {
  let house: PeopleApp;
  beforeAll(async () => {
    house = await PeopleApp.start();
  });
  afterAll(() => house.close());

  it('is counted and listed, with how fast and by which way they answer', async () => {
    const { agencyId, ownerId, ownerEmail } = await house.makeAgency('History');
    const session = await house.signIn(ownerEmail);
    const clientId = await house.makeClient(agencyId, 'Bakery');
    const contact = await house.request('POST', `/api/clients/${clientId}/contacts`, {
      session,
      body: { name: 'Anna', email: 'a@x.example' },
    });
    const url = `/api/clients/${clientId}/contacts/${contact.body.contactId}/history`;
    const none = {
      proposed: 0,
      accepted: 0,
      declined: 0,
      unanswered: 0,
      medianMinutes: null,
      answersBy: null,
    };
    expect((await house.request('GET', url, { session })).body).toEqual({ ...none, meetings: [] });

    const answers = [
      ['Quick', 'ACCEPTED', 'mail', 10],
      ['Slow', 'DECLINED', 'page', 100],
      ['Slower', 'ACCEPTED', 'page', 300],
      ['Silent', null, null, null],
    ] as const;
    for (const [i, [title, partstat, via, minutes]] of answers.entries()) {
      await house.database.asOwner(
        `with met as (
           insert into meeting (agency_id, meeting_id, client_id, state, title, zone, created_by, created_at)
           values ($1, gen_random_uuid(), $2, 'proposed', $3, 'Europe/Riga', $4, $5::timestamptz)
           returning agency_id, meeting_id),
         offered as (
           insert into meeting_option (agency_id, option_id, meeting_id, ordinal, uid, during, state)
           select agency_id, gen_random_uuid(), meeting_id, 1, $3,
             tstzrange('2026-03-04T08:00:00Z', '2026-03-04T09:00:00Z'), 'offered' from met
           returning agency_id, option_id),
         invited as (
           insert into attendee (agency_id, attendee_id, meeting_id, contact_id, email, name, locale, zone, role,
             address_hash, page_hash)
           select agency_id, gen_random_uuid(), meeting_id, $6, 'a@x.example', 'Anna', 'lv', 'Europe/Riga', 'required',
             $3::text::bytea, $3::text::bytea from met returning agency_id, attendee_id)
         insert into attendee_reply (agency_id, attendee_id, option_id, partstat, sequence, dtstamp, via, answered_at)
         select agency_id, attendee_id, option_id, $7::text, 0, now(), $8::text, $5::timestamptz + $9 * interval '1 minute'
         from invited join offered using (agency_id) where $7 is not null`,
        [
          agencyId,
          clientId,
          title,
          ownerId,
          `2026-03-0${i + 1}T08:00:00Z`,
          contact.body.contactId,
          partstat,
          via,
          minutes,
        ],
      );
    }
    expect((await house.request('GET', url, { session })).body).toMatchObject({
      proposed: 4,
      accepted: 2,
      declined: 1,
      unanswered: 1,
      medianMinutes: 100,
      answersBy: 'page',
      meetings: [
        { title: 'Silent', answer: null },
        { title: 'Slower', answer: 'accepted' },
        { title: 'Slow', answer: 'declined' },
        { title: 'Quick', answer: 'accepted', proposedAt: '2026-03-01T08:00:00.000Z' },
      ],
    });
  });
});
