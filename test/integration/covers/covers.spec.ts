import { NoteCovers } from '../../../src/covers/note-covers.service.js';
import { TenantDatabase } from '../../../src/db/tenant.js';
import { BackgroundStore } from '../../../src/meetings/background.store.js';
import { PeopleApp } from '../../support/people-fixtures.js';

const DAY = 24 * 3600_000;

/** Anna has Alfa and Beta, Baiba has Gamma; Anna goes away, and Baiba covers her. */
describe('a cover', () => {
  let house: PeopleApp;
  let agencyId: string;
  let owner: string;
  let session: { anna: string; baiba: string; dace: string };
  let user: { anna: string; baiba: string; dace: string };
  let client: { alfa: string; beta: string; gamma: string };

  beforeAll(async () => {
    house = await PeopleApp.start({ whole: true });
  });
  afterAll(() => house.close());

  let agencies = 0;
  beforeEach(async () => {
    agencies += 1;
    const agency = await house.makeAgency(`Covers${agencies}`);
    agencyId = agency.agencyId;
    const person = async (name: string) => {
      const email = `${name}@covers${agencies}.example`;
      return { id: await house.makeUser(agencyId, email), session: await house.signIn(email) };
    };
    const [anna, baiba, dace] = [await person('anna'), await person('baiba'), await person('dace')];
    user = { anna: anna.id, baiba: baiba.id, dace: dace.id };
    session = { anna: anna.session, baiba: baiba.session, dace: dace.session };
    owner = await house.signIn(agency.ownerEmail);
    client = {
      alfa: await house.makeClient(agencyId, 'Alfa'),
      beta: await house.makeClient(agencyId, 'Beta'),
      gamma: await house.makeClient(agencyId, 'Gamma'),
    };
    await house.assign(agencyId, user.anna, client.alfa);
    await house.assign(agencyId, user.anna, client.beta);
    await house.assign(agencyId, user.baiba, client.gamma);
  });

  /** Days go by in these tests, and nobody's session with them. */
  const wait = async (ms: number): Promise<void> => {
    house.clock.pass(ms);
    await house.database.asOwner('update session set last_seen_at = $1, expires_at = $2', [
      new Date(house.clock.now()),
      new Date(house.clock.now() + DAY),
    ]);
  };
  const at = (days: number) => new Date(house.clock.now() + days * DAY).toISOString();
  const wish = (more: object = {}) => ({
    absentId: user.anna,
    userId: user.baiba,
    from: at(1),
    until: at(8),
    ...more,
  });
  const make = (body: object) => house.request('POST', '/api/covers', { session: owner, body });
  const namesSeen = async (who: string) =>
    (await house.request('GET', '/api/clients', { session: who })).body.items.map(({ name }) => name);
  const canOpen = async (who: string, clientId: string) =>
    (await house.request('GET', `/api/clients/${clientId}/contacts`, { session: who })).status;
  const journal = () =>
    house.database.asOwner<{
      kind: string;
      actor: string;
      client_id: string;
      detail: Record<string, unknown>;
    }>(
      `select kind, actor, client_id, detail from journal
       where agency_id = $1 and kind like 'cover-%' order by at, entry_id`,
      [agencyId],
    );
  const proposal = async (clientId: string, by: string, title: string): Promise<string> => {
    const [row] = await house.database.asOwner<{ id: string }>(
      `insert into meeting (agency_id, meeting_id, client_id, state, title, zone, created_by, created_at)
       values ($1, gen_random_uuid(), $2, 'proposed', $3, 'Europe/Riga', $4, $5) returning meeting_id as id`,
      [agencyId, clientId, title, by, new Date(house.clock.now())],
    );
    return row?.id ?? '';
  };
  const instruction = (clientId: string, date: string) =>
    house.database.asOwner(
      `insert into instruction (agency_id, instruction_id, client_id, kind, on_date, from_clock, until_clock, said_by,
         said_at, said_how, words, entered_by, entered_at)
       values ($1, gen_random_uuid(), $2, 'unreachable', $3, '13:00', '16:00', 'Him', now(), 'phone', 'not before 4',
         $4, now())`,
      [agencyId, clientId, date, user.anna],
    );
  /** Whose name the meeting's next mail carries. */
  const speaker = (meetingId: string) =>
    house.app
      .get(TenantDatabase)
      .inAgency(agencyId, (tx) =>
        house.app.get(BackgroundStore).load(tx, agencyId, meetingId, house.clock.now()),
      )
      .then((background) => background?.secretary.name);

  it('opens her clients for its time: not before, not after, and no other ones', async () => {
    expect((await make(wish())).status).toBe(201);
    expect(await namesSeen(session.baiba)).toEqual(['Gamma']);
    expect(await canOpen(session.baiba, client.alfa)).toBe(404);

    await wait(DAY - 1);
    expect(await namesSeen(session.baiba)).toEqual(['Gamma']);
    await wait(1);
    expect(await namesSeen(session.baiba)).toEqual(['Alfa', 'Beta', 'Gamma']);
    expect(await canOpen(session.baiba, client.alfa)).toBe(200);
    expect(await namesSeen(session.dace)).toEqual([]);
    expect(await canOpen(session.dace, client.alfa)).toBe(404);
    expect(await namesSeen(session.anna)).toEqual(['Alfa', 'Beta']);
    expect(await canOpen(session.anna, client.gamma)).toBe(404);

    await wait(7 * DAY - 1);
    expect(await canOpen(session.baiba, client.beta)).toBe(200);
    await wait(1);
    expect(await namesSeen(session.baiba)).toEqual(['Gamma']);
    expect(await canOpen(session.baiba, client.beta)).toBe(404);
    expect(await namesSeen(session.anna)).toEqual(['Alfa', 'Beta']);
  });

  it('tells whom it concerns, and of its clients no more than is theirs at the moment', async () => {
    const made = await make(wish());
    const { coverId } = made.body;
    const list = async (who: string) =>
      (await house.request('GET', '/api/covers', { session: who })).body.items;
    const handover = (who: string) =>
      house.request('GET', `/api/covers/${String(coverId)}/handover`, { session: who });
    expect(await list(owner)).toEqual([made.body]);
    expect(made.body).toMatchObject({ absentName: 'anna', userName: 'baiba', state: 'planned' });
    expect(await list(session.dace)).toEqual([]);
    expect((await handover(session.dace)).status).toBe(404);
    expect(await list(session.baiba)).toMatchObject([{ coverId, clients: [] }]);
    expect((await handover(session.baiba)).body).toEqual({ clients: [] });
    expect(await list(session.anna)).toMatchObject([{ clients: [{ name: 'Alfa' }, { name: 'Beta' }] }]);
    await wait(DAY);
    expect(await list(session.baiba)).toMatchObject([
      { state: 'running', clients: [{ name: 'Alfa' }, { name: 'Beta' }] },
    ]);
    await wait(7 * DAY);
    expect(await list(session.baiba)).toMatchObject([{ state: 'over', clients: [] }]);
  });

  it('lists what goes over before it counts, and keeps it in the journal when it begins and ends', async () => {
    const visit = await proposal(client.alfa, user.anna, 'Visit');
    await proposal(client.gamma, user.baiba, 'Not hers');
    const soon = at(3).slice(0, 10);
    await instruction(client.alfa, soon);
    await instruction(client.alfa, at(18).slice(0, 10));
    const preview = await house.request('POST', '/api/covers/preview', { session: owner, body: wish() });
    expect(preview.body.clients).toEqual([
      expect.objectContaining({
        name: 'Alfa',
        proposals: [expect.objectContaining({ meetingId: visit, title: 'Visit', asks: false })],
        meetings: [],
        instructions: [
          expect.objectContaining({
            kind: 'unreachable',
            date: soon,
            from: '13:00',
            words: 'not before 4',
          }),
        ],
        requests: 0,
        messages: 0,
      }),
      expect.objectContaining({ name: 'Beta', proposals: [], instructions: [] }),
    ]);
    expect(await journal()).toEqual([]);

    await make(wish({ clientIds: [client.alfa] }));
    const notes = house.app.get(NoteCovers);
    expect(await notes.run(agencyId)).toBe(0);
    await wait(DAY);
    const second = await proposal(client.alfa, user.baiba, 'Second');
    expect(await notes.run(agencyId)).toBe(1);
    expect(await notes.run(agencyId)).toBe(0);
    await wait(7 * DAY);
    expect(await notes.run(agencyId)).toBe(1);
    expect(await notes.run(agencyId)).toBe(0);
    const lines = await journal();
    expect(lines.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['cover-planned', 'secretary'],
      ['cover-began', 'service'],
      ['cover-ended', 'service'],
    ]);
    expect(lines.map(({ detail }) => detail.proposals)).toEqual(
      [[visit], [visit, second], [visit, second]].map((ids) => expect.arrayContaining(ids)),
    );
    expect(lines[0]?.detail).toMatchObject({ absent: { name: 'anna' }, covering: { name: 'baiba' } });
    // What a client said can be taken out again; a line of the journal never.
    expect(JSON.stringify(lines)).not.toContain('not before 4');
  });

  it('lets mails go on under who is there: hers while she covers, back to whom she stood in for afterwards', async () => {
    const old = await proposal(client.alfa, user.anna, 'Old');
    const other = await proposal(client.gamma, user.baiba, 'Her own client');
    await make(wish());
    expect(await speaker(old)).toBe('anna');
    await wait(DAY);
    expect(await speaker(old)).toBe('baiba');
    const fresh = await proposal(client.alfa, user.baiba, 'Fresh');
    expect(await speaker(fresh)).toBe('baiba');
    expect(await speaker(other)).toBe('baiba');
    await wait(7 * DAY);
    expect(await speaker(old)).toBe('anna');
    expect(await speaker(fresh)).toBe('anna');
    expect(await speaker(other)).toBe('baiba');
    // Away again, with somebody else: what went back goes over once more.
    await make(wish({ userId: user.dace }));
    await wait(DAY);
    expect(await speaker(fresh)).toBe('dace');
    // Who has the client in her own right by then speaks for what she proposed.
    await wait(8 * DAY);
    await house.assign(agencyId, user.baiba, client.alfa);
    expect(await speaker(fresh)).toBe('baiba');
    expect(await speaker(old)).toBe('anna');
  });

  it('ends at once when the owner says so, and never begins when it is dropped', async () => {
    const running = (await make(wish({ from: undefined }))).body.coverId;
    expect(await canOpen(session.baiba, client.alfa)).toBe(200);
    const end = (coverId: unknown) =>
      house.request('DELETE', `/api/covers/${String(coverId)}`, { session: owner });
    expect((await end(running)).status).toBe(204);
    expect(await canOpen(session.baiba, client.alfa)).toBe(404);
    expect((await end(running)).status).toBe(204);
    const planned = (await make(wish())).body.coverId;
    expect((await end(planned)).status).toBe(204);
    await wait(2 * DAY);
    expect(await canOpen(session.baiba, client.alfa)).toBe(404);
    expect(await house.app.get(NoteCovers).run(agencyId)).toBe(0);
    expect(new Set((await journal()).map(({ kind }) => kind))).toEqual(
      new Set(['cover-planned', 'cover-ended', 'cover-dropped']),
    );
  });

  it('can be made longer and shorter, and is never longer than the client is hers', async () => {
    const { coverId } = (await make(wish())).body;
    const url = `/api/covers/${String(coverId)}`;
    const changed = await house.request('PATCH', url, { session: owner, body: { until: at(3) } });
    expect(changed.body).toMatchObject({ until: at(3) });
    await house.request('PATCH', url, { session: owner, body: { until: at(10) } });
    await wait(9 * DAY);
    expect(await canOpen(session.baiba, client.alfa)).toBe(200);

    const assignments = (await house.request('GET', '/api/assignments', { session: owner })).body.items;
    const own = assignments.find((one) => one.clientId === client.alfa && one.coverId === null);
    const ended = await house.request('PATCH', `/api/assignments/${own?.assignmentId ?? ''}`, {
      session: owner,
      body: { until: at(0) },
    });
    expect(ended.status).toBe(200);
    expect(await canOpen(session.baiba, client.alfa)).toBe(404);
    expect(await canOpen(session.baiba, client.beta)).toBe(200);
    const lent = assignments.find((one) => one.coverId === coverId);
    const direct = await house.request('PATCH', `/api/assignments/${lent?.assignmentId ?? ''}`, {
      session: owner,
      body: { until: at(30) },
    });
    expect(direct.status).toBe(409);
  });

  it('is refused with the field and the remedy, in the owner’s language', async () => {
    expect((await make(wish())).status).toBe(201);
    const twice = await make(wish({ userId: user.dace }));
    expect(twice.status).toBe(422);
    expect(twice.body).toMatchObject({ refusal: 'covered', clientId: client.alfa });
    expect(twice.body.errors).toEqual([
      { pointer: '/clientIds', detail: expect.stringMatching(/^Kādu no šiem klientiem/) },
    ]);
    const away = await make({ absentId: user.baiba, userId: user.anna, from: at(2), until: at(3) });
    expect(away.body).toMatchObject({ refusal: 'away' });
    expect((await make(wish({ userId: '0198f000-0000-7000-8000-00000000dead' }))).status).toBe(404);
    expect((await house.request('POST', '/api/covers', { session: session.anna, body: wish() })).status).toBe(
      403,
    );
  });

  it('gives a client to one of two owners’ covers that are made at once', async () => {
    const answers = await Promise.all([make(wish()), make(wish({ userId: user.dace }))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  });
});
