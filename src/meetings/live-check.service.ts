import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { FreshCalendars, type Unchecked } from '../calendars/fresh-calendars.service.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { TenantDatabase } from '../db/tenant.js';
import { line } from './decision.js';
import type { JournalLine } from './meeting.js';
import { MeetingStore } from './meeting.store.js';

/** What is known of a client's calendars at the moment when a time is about to be given away. */
export interface Checked {
  /** One of them speaks for nothing now, and the client wants to be asked then: the time is not given away. */
  readonly ask: boolean;
  /** For the meeting's journal: which calendar could not be asked, and since when. */
  readonly notes: readonly JournalLine[];
}

export const UNASKED: Checked = { ask: false, notes: [] };

/** A push or poll younger than this is as good as a look. Milliseconds. */
const YOUNG_MS = 120_000;
/** A partner or secretary waits for it. */
const WITHIN_MS = 2_000;
/** After the entry nobody does. */
const AFTERWARDS_MS = 10_000;

/**
 * The last look at the client's calendars before a time is committed, outside the transaction that commits it: no
 * provider lets one look and enter at once, so what lands between is looked for afterwards (outside-events.service.ts).
 */
@Injectable()
export class LiveCheck {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(ClientAccess) private readonly clients: ClientAccess,
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(FreshCalendars) private readonly calendars: FreshCalendars,
  ) {}

  async ofClient(agencyId: string, clientId: string): Promise<Checked> {
    const wish = { olderThanMs: YOUNG_MS, withinMs: WITHIN_MS };
    const unchecked = await this.calendars.freshen(agencyId, clientId, wish);
    return {
      ask: unchecked.some(({ tooOld, whenUnchecked }) => tooOld && whenUnchecked === 'ask'),
      notes: unchecked.map(noteOf),
    };
  }

  /** The same, for somebody whose client it has to be. @throws Refusal `not-found`. */
  async ofTheirClient(who: Signed, clientId: string): Promise<Checked> {
    await this.clients.within(who, clientId, async () => undefined);
    return this.ofClient(who.agencyId, clientId);
  }

  /** The same for the client of a meeting; nothing for one that is none. */
  async ofMeeting(agencyId: string, meetingId: string): Promise<Checked> {
    const [clientId] = await this.db.read(agencyId, [this.meetings.clientReading(agencyId, meetingId)]);
    return clientId === null ? UNASKED : this.ofClient(agencyId, clientId);
  }

  /** After an entry: whatever is on the calendars by now is in the mirror, as far as they answer. */
  async again(agencyId: string, clientId: string): Promise<void> {
    await this.calendars.readAgain(agencyId, clientId, AFTERWARDS_MS);
  }
}

const noteOf = ({ calendarId, name, since }: Unchecked): JournalLine =>
  line('not-checked', { calendarId, calendar: name, since });
