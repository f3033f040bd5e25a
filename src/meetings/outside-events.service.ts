import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { ApplyEvent } from './apply-event.service.js';
import type { Clash } from './clash.js';
import { ClashStore } from './clash.store.js';
import type { Meeting, MeetingEvent, MeetingOption } from './meeting.js';
import { MeetingStore } from './meeting.store.js';

/**
 * Events of the client's own on agreed and offered times. Between the last look at a calendar and the entry on it
 * anything may land there, so it is looked at again: after each entry, and whenever a sync brings an event. The secretary
 * is told once of each, and no longer asked when none is left.
 *
 * The client's lock comes before the look at the meeting. A partner who accepts at the same moment is either first, and
 * the time is found confirmed here, or second, and finds the event.
 */
@Injectable()
export class OutsideEventAlarm {
  constructor(
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(ClashStore) private readonly clashes: ClashStore,
    @Inject(ApplyEvent) private readonly applyEvent: ApplyEvent,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns whether there was anything new to tell. */
  async check(tx: Tx, agencyId: string, meetingId: string): Promise<boolean> {
    const loaded = await this.meetings.lock(tx, agencyId, meetingId);
    if (loaded === null) return false;
    let news = false;
    for (const option of this.watched(loaded.meeting)) {
      const { optionId } = option;
      const there = await this.clashes.events(tx, agencyId, loaded.meeting.clientId, option, meetingId);
      const told = await this.clashes.alarmed(tx, agencyId, optionId);
      const [first] = there.filter((event) => !told.some((old) => same(old, event)));
      if (first === undefined) continue;
      const { start, end } = first;
      const landed = await this.tell(tx, agencyId, meetingId, { kind: 'event-landed', optionId, start, end });
      if (!landed) continue;
      await this.clashes.keepAlarmed(tx, agencyId, optionId, there);
      news = true;
    }
    return news;
  }

  /** What was told of and is gone is forgotten: should it come back, it is told of again. */
  async checkLeft(tx: Tx, agencyId: string, meetingId: string): Promise<void> {
    const loaded = await this.meetings.lock(tx, agencyId, meetingId);
    if (loaded === null) return;
    let gone = false;
    let left = 0;
    for (const option of this.watched(loaded.meeting)) {
      const { optionId } = option;
      const there = await this.clashes.events(tx, agencyId, loaded.meeting.clientId, option, meetingId);
      const told = await this.clashes.alarmed(tx, agencyId, optionId);
      const still = told.filter((old) => there.some((event) => same(old, event)));
      left += still.length;
      if (still.length === told.length) continue;
      await this.clashes.keepAlarmed(tx, agencyId, optionId, still);
      gone = true;
    }
    // Refused where nothing is asked any more.
    if (gone && left === 0) await this.tell(tx, agencyId, meetingId, { kind: 'event-left' });
  }

  /** The times of a meeting, still to come, that somebody counts on. */
  private watched({ state, options }: Meeting): readonly MeetingOption[] {
    const now = this.clock.now();
    if (state !== 'proposed' && state !== 'confirmed') return [];
    return options.filter(
      (option) => option.end > now && option.state === (state === 'proposed' ? 'offered' : 'confirmed'),
    );
  }

  private async tell(tx: Tx, agencyId: string, meetingId: string, event: MeetingEvent): Promise<boolean> {
    const applied = await this.applyEvent.apply(tx, agencyId, meetingId, () => event, { kind: 'client' });
    return applied?.ok === true;
  }
}

const same = (a: Pick<Clash, 'start' | 'end'>, b: Pick<Clash, 'start' | 'end'>): boolean =>
  a.start === b.start && a.end === b.end;
