import type { WalkHouse } from './walk-house.js';
import { merged } from './walk-world.js';

const DAY = 86_400_000;

/** What a walk has seen, so that one in which nothing happened is not taken for a good one. */
export interface Tally {
  quiet: number;
  /** Of confirmed meetings, over all quiet moments. */
  confirmed: number;
  /** Of meetings in any other state. */
  others: number;
  busy: number;
  /** Losses that were doubted, and those of which the secretary said that they are right. */
  doubted: number;
  accepted: number;
  /** How often a permission was given again, and the service started anew. */
  reconnected: number;
  restarted: number;
}

export const NOTHING_YET: Tally = {
  ...{ quiet: 0, confirmed: 0, others: 0, busy: 0 },
  ...{ doubted: 0, accepted: 0, reconnected: 0, restarted: 0 },
};

/** What the journal and the house know of it. */
export const countDeeds = async (house: WalkHouse, tally: Tally): Promise<void> => {
  const rows = await house.sql<{ kind: string; count: number }>(
    `select kind, count(*)::int as count from journal where kind like 'calendar-loss-%' group by kind`,
  );
  const counted = (kind: string): number => rows.find((row) => row.kind === kind)?.count ?? 0;
  tally.doubted = counted('calendar-loss-doubted');
  tally.accepted = counted('calendar-loss-accepted');
  tally.reconnected = house.reconnected;
  tally.restarted = house.restarted;
};

interface Agreed {
  readonly meeting_id: string;
  readonly client_id: string;
  readonly state: string;
  readonly question: string | null;
  readonly start: Date | null;
  readonly end: Date | null;
}

/** What does not hold, in words. */
export async function disagreements(house: WalkHouse, tally: Tally): Promise<string[]> {
  const wrong: string[] = [...house.troubles.splice(0)];
  const window = { start: house.now - 40 * DAY, end: house.now + 60 * DAY };
  const meetings = await house.sql<Agreed>(
    `select m.meeting_id, m.client_id, m.state, m.question, lower(o.during) as start, upper(o.during) as end
     from meeting m left join meeting_option o on o.meeting_id = m.meeting_id and o.state = 'confirmed'`,
  );
  for (const client of house.clients) {
    const mirrored = merged(await house.mirrored(client, window), window);
    const there = client.owner.busy(window);
    const words = ({ start, end }: { start: number; end: number }) => `${iso(start)}/${iso(end)}`;
    const [a, b] = [mirrored.map(words), there.map(words)];
    tally.busy += b.length;
    for (const one of a.filter((span) => !b.includes(span))) {
      const rows = await house.sql<Record<string, unknown>>(
        `select b.external_id, b.starts_at, b.ends_at, b.blocking, b.meeting_id, e.etag, e.missing, e.zone, e.recurrence
         from busy b
         left join event e on e.calendar_id = b.calendar_id and e.external_id = b.external_id
         where b.calendar_id = $1 and b.starts_at < $3 and b.ends_at > $2`,
        [client.calendarId, ...one.split('/').map((text) => new Date(`${text}Z`))],
      );
      wrong.push(`${client.owner.account}: only mirrored ${one} ${JSON.stringify(rows)}`);
    }
    for (const one of b.filter((span) => !a.includes(span)))
      wrong.push(`${client.owner.account}: not mirrored ${one}`);

    const ours = client.owner.ours();
    for (const meeting of meetings.filter(({ client_id }) => client_id === client.clientId)) {
      const standing = ours.filter(
        ({ meetingId, confirmed }) => confirmed && meetingId === meeting.meeting_id,
      );
      const name = `meeting ${meeting.meeting_id} (${meeting.state}, ${meeting.question})`;
      if (meeting.state !== 'confirmed') {
        tally.others++;
        if (standing.length > 0)
          wrong.push(`${name} stands ${standing.length} times: ${await lifeOf(house, meeting.meeting_id)}`);
        continue;
      }
      tally.confirmed++;
      const [event, ...more] = standing;
      // What is over may be tidied away: that is no word on the meeting (follow-deletion.ts).
      if (event === undefined && meeting.end !== null && meeting.end.getTime() <= house.now) continue;
      if (event === undefined || more.length > 0)
        wrong.push(`${name} stands ${standing.length} times: ${await lifeOf(house, meeting.meeting_id)}`);
      else if (
        meeting.question !== 'moved-onto-another' &&
        (event.start !== meeting.start?.getTime() || event.end !== meeting.end?.getTime())
      )
        wrong.push(
          `${name} is at ${meeting.start?.toISOString()}, its event at ${words(event)}: ${await lifeOf(house, meeting.meeting_id)}`,
        );
    }
    const known = new Set(meetings.map(({ meeting_id }) => meeting_id));
    for (const { meetingId } of ours)
      if (!known.has(meetingId)) wrong.push(`an event of nobody's meeting ${meetingId}`);
  }
  const overlapping = await house.sql<{ a: string; b: string }>(
    `select a.meeting_id as a, b.meeting_id as b from meeting_option a
     join meeting ma on ma.meeting_id = a.meeting_id
     join meeting_option b on b.option_id > a.option_id and b.during && a.during
     join meeting mb on mb.meeting_id = b.meeting_id and mb.client_id = ma.client_id
     where a.state = 'confirmed' and b.state = 'confirmed'
       and ma.state in ('confirmed', 'questioned') and mb.state in ('confirmed', 'questioned')`,
  );
  for (const { a, b } of overlapping) wrong.push(`meetings ${a} and ${b} overlap`);
  const failed = await house.sql<{ kind: string; reason: string }>(
    `select kind, reason from effect where state = 'failed'`,
  );
  for (const { kind, reason } of failed) wrong.push(`${kind} failed: ${reason}`);
  return wrong;
}

/** What was decided and done of late, for whoever reads the failure. */
async function lifeOf(house: WalkHouse, meetingId: string): Promise<string> {
  const journal = await house.sql<{ kind: string; details: unknown }>(
    'select * from journal where meeting_id = $1 order by 1, 2',
    [meetingId],
  );
  const effects = await house.sql<Record<string, unknown>>(
    `select kind, state, reason, attempts, payload -> 'start' as start from effect
     where meeting_id = $1 and kind <> 'mail' order by seq`,
    [meetingId],
  );
  return [...journal.slice(-8), ...effects.slice(-5)].map((row) => JSON.stringify(row)).join('\n  ');
}

const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);
