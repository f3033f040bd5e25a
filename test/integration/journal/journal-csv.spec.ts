import { PeopleApp } from '../../support/people-fixtures.js';

describe('the journal as CSV', () => {
  let house: PeopleApp;
  let owner: string;
  let agencyId: string;
  let anna: string;
  let alfa: string;
  let beta: string;

  beforeAll(async () => {
    house = await PeopleApp.start({ whole: true });
    const agency = await house.makeAgency('Journal');
    agencyId = agency.agencyId;
    owner = await house.signIn(agency.ownerEmail);
    anna = await house.makeUser(agencyId, 'anna@journal.example');
    alfa = await house.makeClient(agencyId, 'Alfa Būve');
    beta = await house.makeClient(agencyId, 'Beta; "Dēli"');
    const other = await house.makeAgency('Elsewhere');
    const theirs = await house.makeClient(other.agencyId, 'Somebody else’s');
    await note(other.agencyId, theirs, other.ownerId, '2026-03-02T10:00:00Z', 'instruction-given');
    await house.database.asOwner(
      `insert into meeting (agency_id, meeting_id, client_id, state, title, zone, created_by)
       values ($1, gen_random_uuid(), $2, 'confirmed', '=HYPERLINK("http://x","Visit")', 'Europe/Riga', $3)`,
      [agencyId, alfa, anna],
    );
    await house.database.asOwner(`
      with offered as (
        insert into meeting_option (agency_id, option_id, meeting_id, ordinal, uid, during, state)
        select agency_id, gen_random_uuid(), meeting_id, 1, 'uid-1',
               tstzrange('2026-03-04T08:00:00Z', '2026-03-04T09:30:00Z'), 'confirmed' from meeting
        returning agency_id, meeting_id, option_id),
      invited as (
        insert into attendee (agency_id, attendee_id, meeting_id, email, name, locale, zone, role, address_hash,
          page_hash)
        select agency_id, gen_random_uuid(), meeting_id, mail, name, 'lv', 'Europe/Riga', 'required', mail::bytea,
               mail::bytea
        from meeting, (values ('a@x.example', 'Ģirts Šķēle'), ('b@x.example', '@cmd')) people (mail, name))
      insert into journal (agency_id, entry_id, at, actor, client_id, meeting_id, kind, detail)
      select m.agency_id, gen_random_uuid(), t.at::timestamptz, t.actor, m.client_id, m.meeting_id, t.kind,
             jsonb_build_object('optionId', o.option_id)
      from meeting m join offered o using (agency_id, meeting_id),
        (values ('2026-03-02T21:30:00Z', 'partner', 'confirmed'), ('2026-03-02T22:30:00Z', 'service', 'reminded'))
          t (at, actor, kind)`);
    await note(agencyId, beta, anna, '2026-03-02T09:15:00Z', 'instruction-given');
    await note(agencyId, beta, anna, '2026-03-01T09:15:00Z', 'something-new');
  });
  afterAll(() => house.close());

  const note = (agency: string, client: string, userId: string, at: string, kind: string) =>
    house.database.asOwner(
      `insert into journal (agency_id, entry_id, at, actor, user_id, client_id, kind)
       values ($1, gen_random_uuid(), $2, 'secretary', $3, $4, $5)`,
      [agency, at, userId, client, kind],
    );
  const ask = (query: string, session = owner) =>
    house.request('GET', `/api/agency/journal.csv?${query}`, { session });

  it('has a line a deed on the client’s clocks, in the owner’s language, that a spreadsheet opens and runs nothing of', async () => {
    const answer = await ask('from=2026-03-02&until=2026-03-03');
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="journal-2026-03-02-2026-03-03.csv"',
    });
    expect(answer.text.split('\r\n')).toEqual([
      '\ufeffDiena;Laiks;Laika josla;Klients;Sekretāre;Kas;Darbība;Tikšanās;Partneris;Minūtes',
      '2026-03-02;11:15;Europe/Riga;"Beta; ""Dēli""";anna;sekretāre;Ierakstīts norādījums;;;',
      `2026-03-02;23:30;Europe/Riga;Alfa Būve;anna;partneris;Apstiprināts;"'=HYPERLINK(""http://x"",""Visit"")";'@cmd, Ģirts Šķēle;90`,
      expect.stringMatching(/^2026-03-03;00:30;.*;$/),
      '',
    ]);
  });

  it('holds days by the agency’s midnight, and can be of one secretary and one client', async () => {
    const days = async (query: string) =>
      (await ask(query)).text
        .split('\r\n')
        .slice(1, -1)
        .map((line) =>
          line
            .split(/[;,\t]/)
            .slice(0, 2)
            .join(' '),
        );
    expect(await days('from=2026-03-02&until=2026-03-02')).toEqual(['2026-03-02 11:15', '2026-03-02 23:30']);
    expect(await days('from=2026-03-03&until=2026-03-03')).toEqual(['2026-03-03 00:30']);
    expect(await days(`from=2026-03-01&until=2026-03-05&clientId=${beta}`)).toEqual([
      '2026-03-01 11:15',
      '2026-03-02 11:15',
    ]);
    expect(await days(`from=2026-03-01&until=2026-03-05&userId=${anna}&separator=tab`)).toHaveLength(4);
    const nobody = '0198f000-0000-7000-8000-00000000dead';
    expect(await days(`from=2026-03-01&until=2026-03-05&userId=${nobody}`)).toEqual([]);
  });

  it('makes harmless whatever a cell begins with', async () => {
    for (const [i, sign] of ['=', '+', '-', '@', '\t', '\r'].entries()) {
      const client = await house.makeClient(agencyId, `${sign}1+1`);
      await note(agencyId, client, anna, `2026-04-01T0${i}:00:00Z`, 'instruction-given');
    }
    const { text } = await ask('from=2026-04-01&until=2026-04-01&separator=comma');
    expect(text.match(/,"?'[=+\-@\t\r]1\+1/g)).toHaveLength(6);
    expect(text).not.toMatch(/,"?[=+\-@\t\r]1\+1/);
  });

  it('shows a line without words as it is', async () => {
    expect((await ask('from=2026-03-01&until=2026-03-01')).text).toContain(';something-new;');
  });

  it('goes through thousands of lines a page at a time, and loses none', async () => {
    await house.database.asOwner(
      `insert into journal (agency_id, entry_id, at, actor, user_id, client_id, kind)
       select $1, gen_random_uuid(), '2026-05-01T08:00:00Z'::timestamptz + (i / 3) * interval '1 microsecond',
              'secretary', $2, $3, 'line-' || i
       from generate_series(1, 2500) i`,
      [agencyId, anna, alfa],
    );
    const { text } = await ask('from=2026-05-01&until=2026-05-01');
    expect(new Set(text.match(/line-\d+/g)).size).toBe(2500);
    expect(text.match(/line-\d+/g)).toHaveLength(2500);
  });

  it('is the owner’s, and of the own agency only', async () => {
    expect((await ask('from=2026-03-01&until=2026-06-30')).text).not.toContain('Somebody else');
    const secretary = await house.signIn('anna@journal.example');
    expect((await ask('from=2026-03-01&until=2026-03-05', secretary)).status).toBe(403);
    const wrong = await ask('from=2026-03-05&until=2026-03-01');
    expect(wrong.body.errors[0]).toMatchObject({ pointer: '/until' });
  });
});
