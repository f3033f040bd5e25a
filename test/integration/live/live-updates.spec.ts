import { setTimeout as sleep } from 'node:timers/promises';
import { LiveModule } from '../../../src/live/live.module.js';
import { PeopleApp } from '../../support/people-fixtures.js';

/** A stream as a browser reads it: the events that came, in order. */
class Stream {
  readonly events: { event: string; data: { clientId?: string | null; meetingId?: string | null } }[] = [];
  ended = false;
  private readonly abort = new AbortController();

  static async open(url: string, cookie: string): Promise<Stream> {
    const stream = new Stream();
    const answer = await fetch(`${url}/api/live`, { headers: { cookie }, signal: stream.abort.signal });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    void stream.read(answer.body);
    // Everything may have been missed before: the first thing that is said.
    await stream.until(() => stream.events[0]?.event === 'missed');
    stream.events.length = 0;
    return stream;
  }

  close(): void {
    this.abort.abort();
  }

  async until(done: () => boolean): Promise<void> {
    for (let waited = 0; !done(); waited += 20) {
      if (waited > 20_000) throw new Error(`it did not come; so far ${JSON.stringify(this.events)}`);
      await sleep(20);
    }
  }

  clients(): unknown[] {
    return this.events.filter(({ event }) => event === 'change').map(({ data }) => data.clientId);
  }

  private async read(body: ReadableStream<Uint8Array> | null): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body ?? []) {
        text += decoder.decode(chunk, { stream: true });
        const parts = text.split('\n\n');
        text = parts.pop() ?? '';
        for (const part of parts) {
          const event = /^event: (.*)$/m.exec(part)?.[1];
          const data = /^data: (.*)$/m.exec(part)?.[1];
          if (event !== undefined && data !== undefined) this.events.push({ event, data: JSON.parse(data) });
        }
      }
    } catch (error) {
      if (!this.abort.signal.aborted) throw error;
    }
    this.ended = true;
  }
}

describe('live updates', () => {
  let house: PeopleApp;
  let url: string;
  let agency: Awaited<ReturnType<PeopleApp['makeAgency']>>;
  let mine: string;
  let hers: string;
  let secretaryId: string;
  const streams: Stream[] = [];

  beforeAll(async () => {
    house = await PeopleApp.start({ modules: [LiveModule] });
    await house.app.listen(0, '127.0.0.1');
    url = await house.app.getUrl();
    agency = await house.makeAgency('Alfa');
    mine = await house.makeClient(agency.agencyId, 'Mine');
    hers = await house.makeClient(agency.agencyId, 'Hers');
    secretaryId = await house.makeUser(agency.agencyId, 'anna@alfa.example');
  });
  afterEach(() => {
    for (const stream of streams.splice(0)) stream.close();
  });
  afterAll(() => house.close());

  const open = async (email: string) => {
    const session = await house.signIn(email);
    const cookie = `${house.cookieName}=${session}`;
    const stream = await Stream.open(url, cookie);
    streams.push(stream);
    return { stream, session };
  };
  const change = (clientId: string, name: string) =>
    house.database.asOwner('update client set name = $2 where client_id = $1', [clientId, name]);

  test('nobody hears anything without a session', async () => {
    expect((await fetch(`${url}/api/live`)).status).toBe(401);
  });

  test('the owner hears of all clients, a secretary of hers now, another agency of nothing', async () => {
    const other = await house.makeAgency('Beta');
    const assignment = await house.assign(agency.agencyId, secretaryId, mine);
    const { stream: owner } = await open(agency.ownerEmail);
    const { stream: secretary } = await open('anna@alfa.example');
    const { stream: stranger } = await open(other.ownerEmail);

    await change(hers, 'Hers 2');
    await change(mine, 'Mine 2');
    await owner.until(() => owner.clients().length === 2);
    await secretary.until(() => secretary.clients().length === 1);
    expect(owner.clients().sort()).toEqual([hers, mine].sort());
    expect(secretary.clients()).toEqual([mine]);

    await house.database.asOwner('update assignment set valid_until = valid_from where assignment_id = $1', [
      assignment,
    ]);
    await owner.until(() => owner.clients().length === 3);
    await change(mine, 'Mine 3');
    await owner.until(() => owner.clients().length === 4);
    await sleep(300);
    expect(secretary.clients()).toEqual([mine]);
    expect(stranger.events).toEqual([]);
  });

  test('a meeting’s news carry its id; what one deed tells several times is said once', async () => {
    const { stream } = await open(agency.ownerEmail);
    await house.database.asOwner(
      `with met as (
         insert into meeting (agency_id, meeting_id, client_id, state, title, zone, created_by)
         values ($1, gen_random_uuid(), $2, 'proposed', 'Visit', 'Europe/Riga', $3) returning meeting_id)
       insert into journal (agency_id, entry_id, at, actor, client_id, meeting_id, kind)
       select $1, gen_random_uuid(), now(), 'Anna', $2, meeting_id, kind from met, unnest(array['a', 'b', 'c']) kind`,
      [agency.agencyId, mine, agency.ownerId],
    );
    await stream.until(() => stream.clients().length > 0);
    await sleep(200);
    const [{ id } = { id: '' }] = await house.database.asOwner<{ id: string }>(
      'select meeting_id as id from meeting',
    );
    expect(stream.events).toEqual([{ event: 'change', data: { clientId: mine, meetingId: id } }]);
  });

  test('whoever signs out hears no more', async () => {
    const { stream, session } = await open(agency.ownerEmail);
    await house.request('DELETE', '/api/session', { session });
    await change(mine, 'Mine 4');
    await stream.until(() => stream.ended);
    expect(stream.events).toEqual([]);
  });

  test('when the connection to the database breaks, it says that something may be missed and goes on', async () => {
    const { stream } = await open(agency.ownerEmail);
    const killed = await house.database.asOwner(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query ilike 'listen meetbroker_change%'`,
    );
    expect(killed).toHaveLength(1);
    await stream.until(() => stream.events.some(({ event }) => event === 'missed'));
    await change(mine, 'Mine 5');
    await stream.until(() => stream.clients().includes(mine));
  });

  test('a thirteenth window of one person ends the first', async () => {
    const { stream: first, session } = await open(agency.ownerEmail);
    for (let i = 0; i < 12; i++) {
      streams.push(await Stream.open(url, `${house.cookieName}=${session}`));
    }
    await first.until(() => first.ended);
  });
});
