import { Inject, Injectable } from '@nestjs/common';
import { MailDesignStore } from '../agencies/mail-design.store.js';
import { TenantDatabase } from '../db/tenant.js';
import { parseToken } from '../secrets/token.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { MeetingPlace } from './background.js';
import { BackgroundStore } from './background.store.js';
import { ClashStore } from './clash.store.js';
import type { Attendee, Meeting } from './meeting.js';
import { MeetingStore } from './meeting.store.js';
import { offeredOptions } from './options.js';
import { RecipientStore } from './recipient.store.js';

export interface PageLook {
  readonly accent: string | null;
  readonly logo: string | null;
  readonly agencyName: string;
}

/** What an attendee sees of a meeting on the public page. */
export interface PageView {
  readonly agencyId: string;
  readonly meeting: Meeting;
  readonly attendee: Attendee;
  readonly client: { readonly name: string; readonly person: string };
  readonly secretary: { readonly name: string; readonly phone: string | null; readonly email: string };
  readonly place: MeetingPlace | null;
  readonly title: string;
  readonly note: string | null;
  /** What the agency has made its own: the colour as `#rrggbb`, the logo as a data: URL. */
  readonly look: PageLook;
  /** Offered times that something else occupies by now: choosing one would be answered with `time-taken`. */
  readonly takenOptionIds: readonly string[];
}

@Injectable()
export class PageViewService {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(RecipientStore) private readonly recipients: RecipientStore,
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(BackgroundStore) private readonly backgrounds: BackgroundStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ClashStore) private readonly clashes: ClashStore,
    @Inject(MailDesignStore) private readonly designs: MailDesignStore,
  ) {}

  /** Reads only. Null for what is no token, of no agency, or of nobody. */
  async byToken(text: string): Promise<PageView | null> {
    const token = parseToken(text);
    if (token === null) return null;
    const { agencyId } = token;
    return this.db.inAgency(agencyId, async (tx) => {
      const recipient = await this.recipients.byPage(tx, token);
      if (recipient === null) return null;
      const loaded = await this.meetings.load(tx, agencyId, recipient.meetingId);
      const background = await this.backgrounds.load(tx, agencyId, recipient.meetingId, this.clock.now());
      const attendee = loaded?.meeting.attendees.find(
        ({ attendeeId }) => attendeeId === recipient.attendeeId,
      );
      if (loaded === null || background === null || attendee === undefined) return null;
      const { meeting } = loaded;
      const takenOptionIds: string[] = [];
      for (const option of offeredOptions(meeting)) {
        const found = await this.clashes.find(tx, agencyId, meeting.clientId, option, meeting.meetingId);
        if (found.length > 0) takenOptionIds.push(option.optionId);
      }
      const { client, secretary, place, title, note } = background;
      const { design, agencyName } = await this.designs.of(tx, agencyId);
      const look = { accent: design.accent ?? null, logo: design.logo ?? null, agencyName };
      return { agencyId, meeting, attendee, client, secretary, place, title, note, look, takenOptionIds };
    });
  }
}
