import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { AvailabilityService } from '../availability/availability.service.js';
import type { Wanted } from '../availability/input.js';
import type { Reason } from '../availability/reason.js';
import type { ClientRow } from '../clients/client.schema.js';
import type { Tx } from '../db/tenant.js';
import { ApplyEvent } from './apply-event.service.js';
import type { Clash, CommitmentClash, RuleReason } from './clash.js';
import { ClashStore } from './clash.store.js';
import type { JournalLine, OfferedTime, TimeRange } from './meeting.js';
import { refusalOf, timeTaken } from './refuse.js';

export interface TimesConsent {
  /** What stands on the client's own calendar, and in the client's rules, has been seen. */
  readonly override?: boolean | undefined;
  /** A time that another proposal holds may be offered here too: whoever accepts first has it. */
  readonly alsoOffered?: boolean | undefined;
  /** The client's calendars could not be asked, and what is known of them is too old. */
  readonly unchecked?: boolean | undefined;
  /** Of a time that is offered to several: 1 before 2; left out: after those that have it already. */
  readonly priority?: number | undefined;
}

export interface SettledTimes {
  readonly times: OfferedTime[];
  /** By option: the events of the client's calendar that lie there and were overridden. */
  readonly seen: ReadonlyMap<string, readonly TimeRange[]>;
  /** For the journal: which of the client's rules were overridden on purpose, time by time. */
  readonly notes: readonly JournalLine[];
}

const LEAST_PRIORITY = 9;

/** Whether times can be offered; to be asked under the client's lock. */
@Injectable()
export class OfferedTimes {
  constructor(
    @Inject(ClashStore) private readonly clashes: ClashStore,
    @Inject(AvailabilityService) private readonly availability: AvailabilityService,
    @Inject(ApplyEvent) private readonly applyEvent: ApplyEvent,
  ) {}

  /**
   * The times as they may be offered: one that is offered twice on purpose is held by neither proposal. A meeting in
   * the way stays in the way whatever the secretary says.
   * @param wanted where the meeting is, how people meet and of which kind it is: ways and what the client said depend on it.
   * @param times in the order of the request, for the pointers. @throws Refusal `time-taken` with everything in the way.
   */
  async settle(
    tx: Tx,
    who: Signed,
    client: Pick<ClientRow, 'clientId' | 'zone'>,
    times: readonly OfferedTime[],
    consent: TimesConsent,
    wanted: Wanted = {},
  ): Promise<SettledTimes> {
    const taken: { pointer: string; clashes: Clash[] }[] = [];
    const settled: OfferedTime[] = [];
    const seen = new Map<string, Clash[]>();
    const held: CommitmentClash[] = [];
    const notes: JournalLine[] = [];
    for (const [i, time] of times.entries()) {
      const occupied = await this.clashes.find(tx, who.agencyId, client.clientId, time, null);
      const shared = await this.clashes.shared(tx, who.agencyId, client.clientId, time);
      const there = [...occupied, ...shared.map(({ clash }) => clash)];
      const rules = await this.rules(tx, who.agencyId, client, time, wanted);
      const known = rules.some((clash) => clash.kind === 'rule' && clash.because === 'calendar');
      const unasked = consent.unchecked === true && !known ? [uncheckedTime(time)] : [];
      const inTheWay = [...there, ...rules, ...unasked].filter((clash) => !allowed(clash, consent));
      if (inTheWay.length > 0) taken.push({ pointer: `/options/${i}/start`, clashes: inTheWay });
      if (consent.override === true && rules.length > 0) notes.push(overridden(time, rules));
      const holds = there.filter(isHold);
      const events = there.filter(({ kind }) => kind === 'event');
      if (events.length > 0) seen.set(time.optionId, events);
      const exclusive = occupied.filter(isHold);
      held.push(...exclusive);
      // What was held alone is number 1 from now on.
      const after = Math.max(exclusive.length, ...shared.map((other) => other.priority));
      const priority = consent.priority ?? Math.min(after + 1, LEAST_PRIORITY);
      settled.push(holds.length > 0 ? { ...time, exclusive: false, priority } : time);
    }
    if (taken.length > 0) throw timeTaken(taken, who.locale);
    for (const clash of held) await this.share(tx, who, clash);
    return { times: settled, seen, notes };
  }

  /**
   * What the client's rules have against a time. Where nobody has given any, nothing is open and that means nothing; but
   * what the client has said about the day, and the ways, count all the same.
   */
  private async rules(
    tx: Tx,
    agencyId: string,
    client: Pick<ClientRow, 'clientId' | 'zone'>,
    { start, end }: OfferedTime,
    wanted: Wanted,
  ): Promise<Clash[]> {
    const durationMinutes = Math.ceil((end - start) / 60_000);
    const { breaks, input } = await this.availability.explain(tx, agencyId, client, start, {
      ...wanted,
      durationMinutes,
    });
    const withoutRules = input.rules.length === 0;
    return breaks.flatMap(({ because }): Clash[] =>
      isRule(because) && !(withoutRules && because !== 'instruction' && because !== 'travel')
        ? [{ kind: 'rule', start, end, because }]
        : [],
    );
  }

  private async share(tx: Tx, who: Signed, { meetingId, optionId }: CommitmentClash): Promise<void> {
    const actor = { kind: 'secretary', userId: who.userId } as const;
    const event = { kind: 'share', optionId } as const;
    const applied = await this.applyEvent.apply(tx, who.agencyId, meetingId, () => event, actor);
    if (applied?.ok === false && applied.refusal !== 'time-taken') {
      throw refusalOf(applied.refusal, who.locale);
    }
  }
}

/** What a time breaks that was offered all the same. */
const overridden = ({ start }: TimeRange, rules: readonly Clash[]): JournalLine => ({
  kind: 'rules-overridden',
  detail: {
    start: new Date(start).toISOString(),
    rules: [...new Set(rules.map((clash) => (clash.kind === 'rule' ? clash.because : clash.kind)))].join(
      ', ',
    ),
  },
});

const uncheckedTime = ({ start, end }: TimeRange): Clash => ({
  kind: 'rule',
  start,
  end,
  because: 'calendar',
});

const isHold = (clash: Clash): clash is CommitmentClash => clash.kind === 'hold';

const isRule = (because: Reason['because']): because is RuleReason =>
  because !== 'event' && because !== 'meeting' && because !== 'hold' && because !== 'step';

/** The reasons that come from what lies beside a time, the other proposal's hold among them. */
const BESIDE: ReadonlySet<string> = new Set(['buffer', 'gap', 'travel', 'limit']);

const allowed = (clash: Clash, { override, alsoOffered }: TimesConsent): boolean => {
  switch (clash.kind) {
    case 'meeting':
      return false;
    case 'hold':
      return alsoOffered === true;
    case 'event':
      return override === true;
    case 'rule':
      return override === true || (alsoOffered === true && BESIDE.has(clash.because));
  }
};
