import { Refusal } from '../../../src/errors.js';
import { AnswerService } from '../../../src/meetings/answer.service.js';
import { DecideByHand } from '../../../src/meetings/decide-by-hand.service.js';
import { ProposeService } from '../../../src/meetings/propose.service.js';
import type { WalkClient, WalkHouse } from './walk-house.js';

/** What happens, drawn before the walk begins, so that a walk can be repeated in part. Numbers in [0, 1). */
export interface Step {
  readonly what: string;
  readonly random: readonly [number, number, number, number];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Deed = (house: WalkHouse, client: WalkClient, random: Step['random']) => Promise<void> | void;

const pick = <T>(list: readonly T[], random: number): T | undefined => list[Math.floor(random * list.length)];

/** A quarter of an hour in the next four weeks, mostly by day. */
const quarter = (now: number, random: number): number =>
  Math.ceil(now / (15 * MINUTE)) * 15 * MINUTE + Math.floor(random * 28 * 24 * 4) * 15 * MINUTE;

const minutesBy = (random: number): number => (Math.floor(random * 33) - 16 || 5) * 15;

const RULES = [
  'FREQ=DAILY;COUNT=12',
  'FREQ=DAILY;INTERVAL=3',
  'FREQ=WEEKLY',
  'FREQ=WEEKLY;BYDAY=MO,WE,FR',
  'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
  'FREQ=MONTHLY;BYDAY=2TH',
  'FREQ=MONTHLY;BYMONTHDAY=-1',
  'FREQ=YEARLY',
];

/** More than this many and the owner tidies up instead: a walk of any length stays quick. */
const MOST_EVENTS = 60;

const onEvents =
  (
    of: 'single' | 'series' | 'ours',
    act: (client: WalkClient, id: string, random: Step['random']) => void | Promise<void>,
  ): Deed =>
  (_, client, random) => {
    const id = pick(client.owner.ids()[of], random[1]);
    return id === undefined ? undefined : act(client, id, random);
  };

interface MeetingRow {
  readonly meeting_id: string;
  readonly options: readonly { readonly option_id: string; readonly state: string }[];
  readonly attendee_id: string;
}

const meetingIn = async (
  house: WalkHouse,
  client: WalkClient,
  states: readonly string[],
  random: number,
): Promise<MeetingRow | undefined> => {
  const rows = await house.sql<MeetingRow>(
    `select m.meeting_id,
       (select jsonb_agg(jsonb_build_object('option_id', o.option_id, 'state', o.state) order by o.ordinal)
          from meeting_option o where o.meeting_id = m.meeting_id) as options,
       (select a.attendee_id from attendee a where a.meeting_id = m.meeting_id limit 1) as attendee_id
     from meeting m where m.client_id = $1 and m.state = any($2::text[]) order by m.meeting_id`,
    [client.clientId, states],
  );
  return pick(rows, random);
};

/** A refusal is an answer like any other; everything else is a fault of the house. */
const refusable = async (deed: Promise<unknown>): Promise<void> => {
  try {
    await deed;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
};

const decide = (house: WalkHouse, meetingId: string, event: Parameters<DecideByHand['decide']>[2]) =>
  refusable(house.get(DecideByHand).decide(house.who, meetingId, event));

const DEEDS: Readonly<Record<string, readonly [weight: number, deed: Deed]>> = {
  'the owner adds an event': [
    14,
    (house, { owner }, [, when, long, kind]) => {
      const { single } = owner.ids();
      const old = single[0];
      if (single.length > MOST_EVENTS && old !== undefined) return owner.remove(old);
      const start = quarter(house.now, when);
      return owner.add({
        start,
        end: start + (1 + Math.floor(long * 12)) * 15 * MINUTE,
        allDay: kind < 0.1,
        free: kind > 0.9,
      });
    },
  ],
  'the owner moves an event': [
    8,
    onEvents('single', ({ owner }, id, [, , by]) => owner.move(id, minutesBy(by))),
  ],
  'the owner renames an event': [
    2,
    onEvents('single', ({ owner }, id, [, , name]) => owner.rename(id, `N${name}`)),
  ],
  'the owner deletes an event': [7, onEvents('single', ({ owner }, id) => owner.remove(id))],
  'the owner makes a series': [
    3,
    (house, { owner }, [, when, long, rule]) => {
      const { series } = owner.ids();
      const old = series[0];
      if (series.length > 8 && old !== undefined) return owner.remove(old);
      const start = quarter(house.now, when);
      const end = start + (1 + Math.floor(long * 8)) * 15 * MINUTE;
      return owner.addSeries({ start, end, allDay: long < 0.1, rule: pick(RULES, rule) ?? 'FREQ=WEEKLY' });
    },
  ],
  'the owner moves an instance': [
    4,
    onEvents('series', ({ owner }, id, [, , nth, by]) =>
      owner.moveInstance(id, Math.floor(nth * 6), minutesBy(by)),
    ),
  ],
  'the owner cancels an instance': [
    4,
    onEvents('series', ({ owner }, id, [, , nth]) => owner.cancelInstance(id, Math.floor(nth * 6))),
  ],
  'the owner changes a rule': [
    2,
    onEvents('series', ({ owner }, id, [, , rule]) =>
      owner.changeRule(id, pick(RULES, rule) ?? 'FREQ=WEEKLY'),
    ),
  ],
  'the owner moves a series': [
    2,
    onEvents('series', ({ owner }, id, [, , by]) => owner.move(id, minutesBy(by))),
  ],
  'the owner splits a series': [
    1,
    onEvents('series', ({ owner }, id, [, , nth, by]) => owner.split(id, Math.floor(nth * 4), minutesBy(by))),
  ],
  'the owner deletes a series': [1, onEvents('series', ({ owner }, id) => owner.remove(id))],
  'the owner moves one of ours': [
    3,
    (_, { owner }, [, which, by]) => {
      const one = pick(owner.ours(), which);
      if (one === undefined) return;
      owner.move(one.eventId, minutesBy(by));
    },
  ],
  'the owner renames one of ours': [1, onEvents('ours', ({ owner }, id) => owner.rename(id, 'My own words'))],
  'the owner deletes one of ours': [2, onEvents('ours', ({ owner }, id) => owner.remove(id))],
  'the owner clears most of the calendar': [
    0.15,
    (_, { owner }, [, which, ours]) => {
      const { single, series, ours: meetings } = owner.ids();
      const all = [...single, ...series, ...(ours < 0.5 ? meetings : [])];
      for (const [i, id] of all.entries()) if ((i * 7 + Math.floor(which * 5)) % 5 > 0) owner.remove(id);
    },
  ],
  'the owner takes the permission back': [0.25, (_, { owner }) => owner.revoke()],
  'the owners give it again': [0.5, (house) => refusable(house.reconnect())],

  'the secretary proposes': [
    4,
    (house, { clientId }, [, when, more, override]) => {
      const range = (random: number) => {
        const start = quarter(house.now + DAY, random);
        return { start: new Date(start).toISOString(), end: new Date(start + HOUR).toISOString() };
      };
      const options = [range(when), ...(more < 0.5 ? [range(more)] : [])];
      return refusable(
        house.get(ProposeService).propose(house.who, clientId, {
          title: `Visit ${when}`,
          attendees: [{ name: 'Anna Ozola', email: 'anna@partner.example', locale: 'en', role: 'required' }],
          options,
          override: override < 0.3,
        } as Parameters<ProposeService['propose']>[2]),
      );
    },
  ],
  'the secretary confirms': [
    4,
    async (house, client, [, which, option]) => {
      const meeting = await meetingIn(house, client, ['proposed'], which);
      const chosen = pick(meeting?.options.filter(({ state }) => state === 'offered') ?? [], option);
      if (meeting === undefined || chosen === undefined) return;
      await decide(house, meeting.meeting_id, {
        kind: 'confirm-by-hand',
        optionId: chosen.option_id,
        attendeeId: null,
      });
    },
  ],
  'the partner accepts': [
    3,
    async (house, client, [, which, option, no]) => {
      const meeting = await meetingIn(house, client, ['proposed', 'confirmed'], which);
      const chosen = pick(meeting?.options.filter(({ state }) => state !== 'withdrawn') ?? [], option);
      if (meeting === undefined || chosen === undefined) return;
      await refusable(
        house.get(AnswerService).answer({
          agencyId: house.who.agencyId,
          meetingId: meeting.meeting_id,
          attendeeId: meeting.attendee_id,
          optionId: chosen.option_id,
          partstat: no < 0.2 ? 'DECLINED' : 'ACCEPTED',
          via: 'page',
          comment: null,
        }),
      );
    },
  ],
  'the secretary moves a meeting': [
    3,
    async (house, client, [, which, when]) => {
      const meeting = await meetingIn(house, client, ['confirmed'], which);
      if (meeting === undefined) return;
      const start = quarter(house.now + DAY, when);
      await decide(house, meeting.meeting_id, { kind: 'reschedule', start, end: start + HOUR });
    },
  ],
  'the secretary cancels': [
    2,
    async (house, client, [, which]) => {
      const meeting = await meetingIn(house, client, ['proposed', 'confirmed', 'questioned'], which);
      if (meeting !== undefined) await decide(house, meeting.meeting_id, { kind: 'cancel', reason: null });
    },
  ],
  'the secretary restores': [
    2,
    async (house, client, [, which]) => {
      const meeting = await meetingIn(house, client, ['questioned'], which);
      if (meeting !== undefined) await decide(house, meeting.meeting_id, { kind: 'restore' });
    },
  ],

  'the secretary says that a loss is right': [0.5, (house) => house.acceptLosses()],

  'the provider has a fault': [
    5,
    ({ world }, _, [, which, times]) => world.fault(pick(world.faults, which) ?? '', times),
  ],
  'somebody forges a push': [1, ({ world, publicUrl }) => world.forgePush(publicUrl)],
  'the worker will die': [
    1,
    (house, _, [, when]) => {
      house.kill = when < 0.5 ? 'before' : 'after';
    },
  ],
  'the service is started anew': [0.15, (house) => house.restart()],
  'the worker works a little': [
    9,
    async (house, _, [, most, order]) => {
      await house.work(1 + Math.floor(most * 3), () => order);
    },
  ],
  'half a day passes': [
    0.3,
    async (house, _, [, long]) => {
      house.pass(Math.floor((4 + long * 12) * HOUR));
      await house.round();
    },
  ],
  'time passes': [
    4,
    async (house, _, [, long]) => {
      house.pass(Math.floor(long * 12 * MINUTE));
      await house.round();
    },
  ],
};

const WHATS = Object.keys(DEEDS);
/** Where each one's share ends. */
const BOUNDS = WHATS.map((_, i) =>
  WHATS.slice(0, i + 1).reduce((sum, what) => sum + (DEEDS[what]?.[0] ?? 0), 0),
);
const WEIGHT = BOUNDS.at(-1) ?? 0;

/** As many steps as are wanted, from numbers in [0, 1). */
export const drawSteps = (count: number, random: () => number): Step[] =>
  Array.from({ length: count }, () => {
    const at = random() * WEIGHT;
    const what = WHATS[BOUNDS.findIndex((bound) => at < bound)] ?? '';
    return { what, random: [random(), random(), random(), random()] };
  });

export const take = async (house: WalkHouse, { what, random }: Step): Promise<void> => {
  const client = pick(house.clients, random[0]);
  if (client !== undefined) await DEEDS[what]?.[1](house, client, random);
  // So that the same seed goes the same way: whose push comes first is not to be a question of milliseconds.
  await house.world.pushesSettled();
};
