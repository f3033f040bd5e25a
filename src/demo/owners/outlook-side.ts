import type { HandEvent } from '../../sandbox/microsoft/owner-hand.js';
import type { MicrosoftSimulator } from '../../sandbox/microsoft/simulator.js';
import { must, mustBe } from '../eventually.js';
import { differing, merged, type Span } from '../spans.js';
import type { BelievedBusy, OwnerSide, StandingEvent } from './owner-side.js';

/** Work that is done somewhere else occupies nobody here. */
const NOT_BUSY = ['free', 'workingElsewhere', 'unknown'];

/** The default calendar of one person in the simulated Outlook. */
export class OutlookSide implements OwnerSide {
  readonly provider = 'the simulated Outlook';

  constructor(
    private readonly outlook: MicrosoftSimulator,
    private readonly email: string,
  ) {}

  async eventsOf(meetingId: string): Promise<StandingEvent[]> {
    return this.outlook.calendars
      .events(this.email)
      .filter((event) => event.isCancelled !== true && marks(event).includes(meetingId))
      .map((event) => ({
        id: event.id,
        title: String(event.subject),
        start: instantOf(event.start),
        end: instantOf(event.end),
      }));
  }

  async asItStands({ id }: StandingEvent): Promise<string[]> {
    const { subject, start, end, showAs, transactionId } = this.outlook.calendars.getEvent(this.email, id);
    return Object.entries({ subject, start, end, showAs, transactionId }).map(
      ([name, value]) => `"${name}": ${JSON.stringify(value)}`,
    );
  }

  async move(event: StandingEvent, to: Span): Promise<void> {
    this.outlook.calendars.editEvent(this.email, event.id, {
      start: { dateTime: new Date(to.start).toISOString().slice(0, 19), timeZone: 'UTC' },
      end: { dateTime: new Date(to.end).toISOString().slice(0, 19), timeZone: 'UTC' },
    });
  }

  async remove(event: StandingEvent): Promise<void> {
    this.outlook.calendars.deleteEvent(this.email, event.id);
  }

  async compare(believed: readonly BelievedBusy[], window: Span): Promise<string> {
    const theirs = await this.schedule(window);
    must(theirs.length > 5, `the calendar has only ${theirs.length} busy entries: this proves nothing`);
    const wrong = differing(merged(believed, window), merged(theirs, window));
    must(wrong === null, `they differ: ${wrong}`);
    return `${believed.length} events; ${theirs.length} entries in getSchedule, the same stretches`;
  }

  /** https://learn.microsoft.com/graph/api/calendar-getschedule, with a consent and a token of another program's own. */
  private async schedule(window: Span): Promise<Span[]> {
    const response = await fetch(`${this.outlook.graphUrl}/v1.0/me/calendar/getSchedule`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await this.signIn()}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        schedules: [this.email],
        startTime: { dateTime: new Date(window.start).toISOString().slice(0, 19), timeZone: 'UTC' },
        endTime: { dateTime: new Date(window.end).toISOString().slice(0, 19), timeZone: 'UTC' },
      }),
    });
    mustBe('the answer to getSchedule', response.status, 200);
    const { value } = (await response.json()) as {
      value: { scheduleItems: { status: string; start: unknown; end: unknown }[] }[];
    };
    return (value[0]?.scheduleItems ?? [])
      .filter(({ status }) => !NOT_BUSY.includes(status))
      .map(({ start, end }) => ({ start: instantOf(start), end: instantOf(end) }));
  }

  private async signIn(): Promise<string> {
    const { clientId, clientSecret } = this.outlook.client;
    const redirectUri = 'http://localhost/another-program';
    const ask = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'https://graph.microsoft.com/Calendars.Read',
      sandbox_user: this.email,
    });
    const consent = await fetch(`${this.outlook.authorizeUrl}?${ask}`, { redirect: 'manual' });
    const code = new URL(consent.headers.get('location') ?? redirectUri).searchParams.get('code') ?? '';
    const redeemed = await fetch(this.outlook.tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uri: redirectUri,
      }),
    });
    mustBe('the answer of the token endpoint', redeemed.status, 200);
    const { access_token } = (await redeemed.json()) as { access_token: string };
    return access_token;
  }
}

const marks = ({ singleValueExtendedProperties }: HandEvent): string =>
  JSON.stringify(singleValueExtendedProperties ?? []);

/** The hand and the schedule both show UTC, without saying so at the end. */
const instantOf = (time: unknown): number =>
  typeof time === 'object' && time !== null && 'dateTime' in time
    ? Date.parse(`${String(time.dateTime).slice(0, 19)}Z`)
    : Number.NaN;
