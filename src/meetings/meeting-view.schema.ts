import { z } from 'zod';
import { mailNotice } from '../mail/reception.schema.js';
import { consensusBody } from './counters.schema.js';
import { MEETING_STATES, PROPOSAL_KINDS } from './meeting.js';

/** What the API answers about meetings. Instants are ISO 8601 in UTC. */
const instant = z.iso.datetime();
const partstat = z.enum(['NEEDS-ACTION', 'ACCEPTED', 'TENTATIVE', 'DECLINED', 'DELEGATED']);

export const meetingSummary = z
  .object({
    meetingId: z.guid(),
    clientId: z.guid(),
    kind: z.enum(PROPOSAL_KINDS),
    title: z.string(),
    state: z.enum(MEETING_STATES),
    question: z.string().nullable().meta({ description: 'What a person has to look at' }),
    questionText: z.string().nullable(),
    expiresAt: instant.nullable(),
    consensus: consensusBody.describe('When a time is agreed on, of those who must be there'),
    confirmedOptionId: z.guid().nullable(),
    createdAt: instant,
    updatedAt: instant,
    options: z.array(
      z.object({
        optionId: z.guid(),
        ordinal: z.number(),
        uid: z.string(),
        sequence: z.number(),
        start: instant,
        end: instant,
        state: z.enum(['offered', 'confirmed', 'withdrawn']),
        exclusive: z.boolean().meta({ description: 'Holds the time while it is offered' }),
        priority: z.number().nullable().meta({ description: 'Of a time that is offered to several' }),
        onCalendar: z.boolean(),
      }),
    ),
    attendees: z.array(
      z.object({
        attendeeId: z.guid(),
        contactId: z.guid().nullable(),
        name: z.string(),
        email: z.string(),
        locale: z.string(),
        zone: z.string(),
        role: z.enum(['required', 'optional']),
        undeliverable: z.string().nullable(),
      }),
    ),
    replies: z.array(
      z.object({
        attendeeId: z.guid(),
        optionId: z.guid(),
        partstat,
        comment: z.string().nullable(),
        via: z.enum(['mail', 'page', 'phone']),
        answeredAt: instant,
        outdated: z.boolean().meta({ description: 'Given to a time that the meeting has left since' }),
      }),
    ),
  })
  .meta({ id: 'Meeting' });
export type MeetingSummary = z.output<typeof meetingSummary>;

export const effectView = z
  .object({
    effectId: z.guid(),
    meetingId: z.guid(),
    kind: z.enum(['mail', 'calendar-put', 'calendar-delete']),
    template: z.string().nullable(),
    attendeeId: z.guid().nullable(),
    optionId: z.guid().nullable(),
    sequence: z.number().nullable(),
    state: z.enum(['pending', 'unknown', 'done', 'parked', 'failed']),
    attempts: z.number(),
    nextTryAt: instant.nullable(),
    reason: z.string().nullable(),
    outcome: z.record(z.string(), z.unknown()).nullable(),
    createdAt: instant,
    doneAt: instant.nullable(),
  })
  .meta({ id: 'Effect' });
export type EffectView = z.output<typeof effectView>;

export const messageSummary = z
  .object({
    messageId: z.guid(),
    direction: z.enum(['in', 'out']),
    state: z.string(),
    reason: z.string().nullable(),
    subject: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    clientId: z.guid().nullable(),
    meetingId: z.guid().nullable(),
    attendeeId: z.guid().nullable(),
    at: instant,
  })
  .meta({ id: 'Message' });
export type MessageSummary = z.output<typeof messageSummary>;

export const meetingDetails = meetingSummary
  .extend({
    note: z.string().nullable(),
    zone: z.string(),
    place: z.object({ name: z.string(), address: z.string() }).nullable(),
    meetingKind: z
      .object({ kindId: z.guid(), name: z.string() })
      .nullable()
      .describe('Of which of the client’s kinds of meeting it is'),
    secretary: z.object({ name: z.string(), email: z.string() }),
    takenOptionIds: z.array(z.guid()).meta({
      description: 'Offered times that something else occupies by now; they cannot be chosen on the page',
    }),
    suggestedTimes: z.array(z.object({ start: instant, end: instant })).meta({
      description: 'What could be offered instead of the earliest of those, the nearest first',
    }),
    undoUntil: instant.nullable().meta({ description: 'Until when the proposal can be undone' }),
    effects: z.array(effectView),
    journal: z.array(
      z.object({
        at: instant,
        actor: z.string(),
        userName: z.string().nullable(),
        kind: z.string(),
        detail: z.record(z.string(), z.unknown()),
      }),
    ),
    messages: z.array(messageSummary),
  })
  .meta({ id: 'MeetingDetails' });
export type MeetingDetails = z.output<typeof meetingDetails>;

const textRanges = z
  .array(z.object({ from: z.int(), to: z.int() }))
  .meta({ description: 'Characters of `text`, half-open, in UTF-16' });

const messageSaid = z
  .object({
    meaning: z.enum(['yes', 'no', 'other-time', 'unsure']),
    options: z
      .array(z.object({ optionId: z.guid(), says: z.enum(['yes', 'perhaps', 'no']), ranges: textRanges }))
      .meta({ description: 'Of the meeting\u2019s open times, those that it seems to speak of' }),
    named: z
      .array(z.object({ day: z.iso.date().nullable(), minutes: z.int().nullable(), ranges: textRanges }))
      .meta({ description: 'Times that were not offered, on the partner\u2019s wall clock' }),
    signs: z.array(z.object({ from: z.int(), to: z.int(), says: z.enum(['yes', 'no', 'doubt', 'other']) })),
  })
  .meta({
    id: 'MessageSaid',
    description: 'What a mail in words seems to mean; nothing follows until a person says so',
  });

const messageOrigin = z
  .object({
    via: z.enum(['smtp', 'lmtp', 'imap']),
    relay: z.boolean().meta({ description: 'Handed over by the site\u2019s own mail server' }),
    clientIp: z.string().nullable(),
    helo: z.string().nullable(),
  })
  .meta({ id: 'MessageOrigin' });

const messageVerdict = z
  .object({
    aligned: z.enum(['pass', 'fail', 'unknown']),
    by: z.enum(['server', 'dmarc', 'dkim', 'none']).meta({ description: 'What says so' }),
    spf: z.string().nullable(),
    dkim: z.array(z.object({ domain: z.string(), result: z.string() })),
    dmarc: z.string().nullable(),
  })
  .meta({ id: 'MessageVerdict', description: 'Whether the domain in From stands behind the mail' });

export const messageDetails = messageSummary
  .extend({
    text: z.string().nullable().meta({ description: 'Its words; null when it could not be read' }),
    unreadable: z.string().nullable(),
    answers: z
      .array(
        z.object({
          optionId: z.guid().nullable(),
          attendee: z.string(),
          partstat,
          comment: z.string().nullable(),
        }),
      )
      .meta({ description: 'What its calendar parts say, whether or not they may' }),
    uninvited: z.array(z.object({ email: z.string(), name: z.string() })).meta({
      description: 'Of those, who answers and was not invited to the meeting that the mail is about',
    }),
    said: messageSaid.nullable().meta({
      description: 'Of a mail in words that waits for a person and whose meeting and sender are known',
    }),
    origin: messageOrigin.nullable().meta({ description: 'How it reached us; null of what was sent' }),
    verdict: messageVerdict.nullable().meta({ description: 'Null where nothing could be asked' }),
  })
  .meta({ id: 'MessageDetails' });
export type MessageDetails = z.output<typeof messageDetails>;

export const deskView = z
  .object({
    questions: z.array(meetingSummary).meta({ description: 'Meetings that want a word from you' }),
    messages: z.array(messageSummary).meta({ description: 'Mails that want a look' }),
    waiting: z.array(meetingSummary).meta({ description: 'Proposals that wait for the partner' }),
    expiring: z.array(z.guid()).meta({ description: 'Of those, the ones that end within a day' }),
    notices: z.array(mailNotice).meta({ description: 'What is amiss with incoming mail; for owners' }),
    troubled: z.array(effectView).meta({ description: 'What failed, is parked, or keeps failing' }),
  })
  .meta({ id: 'Desk' });
export type DeskView = z.output<typeof deskView>;
