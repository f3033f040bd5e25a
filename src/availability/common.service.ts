import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { TenantDatabase } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { isoOf, timeView } from './answer-view.js';
import type { CommonBody, CommonView } from './common.schema.js';
import { AvailabilityFacts } from './facts.service.js';
import { reasonView } from './reason-view.js';
import {
  type CommonQuestion,
  type CommonSlots,
  commonSlots,
  explainTogether,
  mostCommon,
  type Person,
} from './together.js';

/** Times at which several clients can meet. */
@Injectable()
export class CommonTimes {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(AvailabilityFacts) private readonly facts: AvailabilityFacts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Refusal not-found when one of the clients is not theirs. */
  async find(who: Signed, body: CommonBody): Promise<CommonView> {
    const people = await this.people(who, body);
    const question: CommonQuestion = {
      people,
      window: windowBy(body),
      now: this.clock.now(),
      wanted: wantedBy(body),
      grid: { zone: body.zone ?? people[0]?.settings.zone ?? 'UTC', stepMinutes: body.stepMinutes },
    };
    const common = commonSlots(question);
    const nearest = common.free.minutes.length > 0 ? undefined : mostCommon(question);
    const at = body.at === undefined ? nearest?.slot.start : Date.parse(body.at);
    return {
      zone: question.grid.zone,
      durationMinutes: body.durationMinutes,
      stepMinutes: body.stepMinutes,
      ...timesOf(common, body.limit),
      nearest: nearest === undefined ? null : { ...timeView(nearest.slot), missing: [...nearest.missing] },
      explanation: at === undefined ? null : explanationOf(question, at),
    };
  }

  private people(who: Signed, body: CommonBody): Promise<Person[]> {
    const { clientIds, optionalClientIds } = body;
    return this.db.inAgency(who.agencyId, async (tx) => {
      // All of them first: whose clients they are not, learns nothing from how long it took.
      const clients = [];
      for (const id of [...clientIds, ...optionalClientIds]) {
        clients.push(await this.access.require(tx, who, id));
      }
      const people: Person[] = [];
      for (const client of clients) {
        const { input } = await this.facts.gather(tx, who.agencyId, client, windowBy(body), wantedBy(body));
        const { window: _, now: __, wanted: ___, ...rest } = input;
        const { clientId: personId } = client;
        people.push({ ...rest, personId, required: clientIds.includes(personId) });
      }
      return people;
    });
  }
}

const windowBy = ({ from, to }: CommonBody) => ({ start: Date.parse(from), end: Date.parse(to) });

const wantedBy = ({ durationMinutes, mode }: CommonBody) => ({
  durationMinutes,
  ...(mode === undefined ? {} : { mode }),
});

const timesOf = ({ free, optional, closedBy }: CommonSlots, limit: number) => {
  const [first] = free.slots;
  return {
    first: first === undefined ? null : timeView(first),
    slots: free.slots.slice(0, limit).map((slot, i) => ({
      ...timeView(slot),
      optional: optional.filter(({ canCome }) => canCome[i] === 1).map(({ personId }) => personId),
    })),
    more: free.minutes.length > limit,
    closedBy:
      closedBy === undefined
        ? null
        : { clientId: closedBy.personId, reason: { ...reasonView(closedBy.closure) } },
  };
};

const explanationOf = (question: CommonQuestion, at: number): NonNullable<CommonView['explanation']> => {
  const { shared, people } = explainTogether(question, at);
  return {
    at: isoOf(at),
    shared: shared.map(reasonView),
    clients: people.map(({ personId, required, reasons }) => ({
      clientId: personId,
      required,
      reasons: reasons.map(reasonView),
    })),
  };
};
