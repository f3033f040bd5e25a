import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { ApplyEvent } from './apply-event.service.js';
import type { Clash } from './clash.js';
import { ClashStore } from './clash.store.js';
import { MeetingStore } from './meeting.store.js';

/**
 * Events of the client's own on confirmed times. Between the last look at a calendar and the entry on it anything may
 * land there, so it is looked at again: after each entry, and whenever a sync brings an event. The secretary is told
 * once of each.
 */
@Injectable()
export class OutsideEventAlarm {
  constructor(
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(ClashStore) private readonly clashes: ClashStore,
    @Inject(ApplyEvent) private readonly applyEvent: ApplyEvent,
  ) {}

  /** @returns whether there was anything new to tell. */
  async check(tx: Tx, agencyId: string, meetingId: string): Promise<boolean> {
    const loaded = await this.meetings.lock(tx, agencyId, meetingId);
    const option = loaded?.meeting.options.find(({ state }) => state === 'confirmed');
    if (loaded == null || option === undefined) return false;
    const { clientId } = loaded.meeting;
    const { optionId, start, end } = option;
    const there = await this.clashes.events(tx, agencyId, clientId, { start, end }, meetingId);
    const told = await this.clashes.alarmed(tx, agencyId, optionId);
    const fresh = there.filter((event) => !told.some((old) => same(old, event)));
    const [first] = fresh;
    if (first === undefined) return false;
    const event = { kind: 'event-landed', optionId, start: first.start, end: first.end } as const;
    const applied = await this.applyEvent.apply(tx, agencyId, meetingId, () => event, { kind: 'client' });
    if (applied?.ok !== true) return false;
    await this.clashes.keepAlarmed(tx, agencyId, optionId, there);
    return true;
  }
}

const same = (a: Pick<Clash, 'start' | 'end'>, b: Pick<Clash, 'start' | 'end'>): boolean =>
  a.start === b.start && a.end === b.end;
