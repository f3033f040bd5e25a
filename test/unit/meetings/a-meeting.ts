import { decide } from '../../../src/meetings/decide.js';
import type {
  Attendee,
  Decided,
  Effect,
  Meeting,
  MeetingEvent,
  MeetingOption,
  PartStat,
} from '../../../src/meetings/meeting.js';
import { propose } from '../../../src/meetings/propose.js';

/** Tuesday, 1 September 2026, 09:00 UTC. */
export const NOW = Date.UTC(2026, 8, 1, 9);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export const anna: Attendee = {
  attendeeId: 'anna',
  name: 'Anna Ozola',
  email: 'anna@partner.example',
  locale: 'lv',
  zone: 'Europe/Riga',
  role: 'required',
};
export const bert: Attendee = { ...anna, attendeeId: 'bert', name: 'Bert', email: 'bert@partner.example' };
export const optional = (attendee: Attendee): Attendee => ({ ...attendee, role: 'optional' });

/** Offers `a`, `b`, `c` ... at 10:00 on the following days, an hour each. */
export const proposal = (
  {
    times = 3,
    attendees = [anna] as readonly Attendee[],
    onClientDelete = 'ask' as Meeting['onClientDelete'],
    expiresAt = null as number | null,
    kind = 'invitations' as Meeting['kind'],
  } = {},
  now = NOW,
): Meeting => {
  const proposed = propose(
    {
      meetingId: 'meeting',
      clientId: 'client',
      kind,
      title: 'Site visit',
      options: ['a', 'b', 'c', 'd', 'e'].slice(0, times).map((optionId, i) => ({
        optionId,
        uid: `${optionId}@meet.example`,
        start: NOW + (i + 1) * DAY + HOUR,
        end: NOW + (i + 1) * DAY + 2 * HOUR,
        exclusive: true,
      })),
      attendees,
      expiresAt,
      onClientDelete,
    },
    now,
  );
  if (!proposed.ok) throw new Error(JSON.stringify(proposed.faults));
  return proposed.meeting;
};

/** A mail REPLY, a minute after NOW unless told. */
export const says = (
  attendee: Attendee,
  optionId: string,
  partstat: PartStat,
  more: Partial<MeetingEvent<'answer'>> = {},
): MeetingEvent<'answer'> => ({
  kind: 'answer',
  attendeeId: attendee.attendeeId,
  optionId,
  partstat,
  sequence: 0,
  dtstamp: NOW + 60_000,
  comment: null,
  via: 'mail',
  ...more,
});

/** Applies events that must be granted, and gives the last decision. */
export const having = (meeting: Meeting, ...events: MeetingEvent[]): Decided => {
  let last: Decided = { ok: true, meeting, effects: [], journal: [], denied: null };
  for (const event of events) {
    const decision = decide(last.meeting, event, NOW + 60_000);
    if (!decision.ok) throw new Error(`${event.kind} was refused: ${decision.refusal}`);
    last = decision;
  }
  return last;
};

export const confirmedMeeting = (more: Parameters<typeof proposal>[0] = {}): Meeting =>
  having(proposal(more), says(anna, 'a', 'ACCEPTED')).meeting;

export const option = (meeting: Meeting, optionId: string): MeetingOption => {
  const found = meeting.options.find((candidate) => candidate.optionId === optionId);
  if (found === undefined) throw new Error(`no option ${optionId}`);
  return found;
};

/** Effects in one line each, as a secretary would say them: `anna: confirmation a REQUEST 1 CONFIRMED ACCEPTED`. */
export const told = (effects: readonly Effect[]): string[] => effects.map(inWords);

const inWords = (effect: Effect): string => {
  if (effect.kind === 'calendar-put') {
    const status = effect.status === undefined ? '' : ` ${effect.status}`;
    return `put ${effect.optionId} generation ${effect.generation}${status}`;
  }
  if (effect.kind === 'calendar-delete') return `delete ${effect.optionId} generation ${effect.generation}`;
  if (effect.invitation === null) return `${effect.attendeeId}: ${effect.template}`;
  const { method, sequence, status, partstat } = effect.invitation;
  return `${effect.attendeeId}: ${effect.template} ${effect.optionId} ${method} ${sequence} ${status} ${partstat}`;
};
