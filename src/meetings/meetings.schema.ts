import { z } from 'zod';
import {
  emailField,
  idField,
  instantField,
  lineField,
  localeField,
  pageOf,
  pageQuery,
  textField,
  zoneField,
} from '../http/fields.schema.js';
import { consensusBody } from './counters.schema.js';
import { MEETING_STATES, PROPOSAL_KINDS } from './meeting.js';
import { meetingSummary, messageSummary } from './meeting-view.schema.js';

const range = z.strictObject({ start: instantField, end: instantField });

const invitee = z
  .strictObject({
    contactId: idField.optional(),
    name: lineField(120).optional(),
    email: emailField.optional(),
    locale: localeField.optional(),
    zone: zoneField.optional(),
    role: z.enum(['required', 'optional']).default('required'),
  })
  .refine(
    ({ contactId, name, email }) => contactId !== undefined || (name !== undefined && email !== undefined),
    {
      error: 'Name a contact, or give a name and an e-mail address.',
    },
  );

/** The numbers of times and people are held by propose.ts, which says more about them. */
const kindField = z.enum(PROPOSAL_KINDS, { error: 'Give invitations, choose or fixed.' });
const priorityField = z
  .number({ error: 'Give a whole number from 1 to 9.' })
  .int({ error: 'Give a whole number from 1 to 9.' })
  .min(1, { error: 'Give a whole number from 1 to 9.' })
  .max(9, { error: 'Give a whole number from 1 to 9.' });

export const proposalBody = z
  .strictObject({
    kind: kindField
      .optional()
      .describe('Left out: what was chosen for the first contact the last time, if the times allow it'),
    agreed: z
      .boolean()
      .optional()
      .describe('Of a fixed time: agreed on the phone, so it is confirmed at once'),
    requestId: idField.optional().describe('The request that it answers: it waits no more'),
    title: lineField(200),
    note: textField(5_000).optional(),
    placeId: idField.optional(),
    placeText: lineField(300).optional(),
    kindId: idField.optional().describe('Of which of the client’s kinds of meeting it is'),
    mode: z
      .enum(['in_person', 'phone', 'video'], { error: 'Give in_person, phone or video.' })
      .optional()
      .describe('How people meet, for what the client has said about the day; left out: as its kind says'),
    options: z.array(range).max(50),
    attendees: z.array(invitee).max(100),
    expiresAt: instantField.optional(),
    consensus: consensusBody
      .optional()
      .describe('When a time is agreed on, of those who must be there; left out: by all of them'),
    override: z.boolean().optional(),
    alsoOffered: z.boolean().optional(),
    priority: priorityField
      .optional()
      .describe(
        'Of a time that is offered to somebody else too. The first acceptance has it; those who lose it are offered ' +
          'other times in this order, 1 before 2. Left out: after those that have it already',
      ),
  })
  .meta({ id: 'Proposal' });
export type ProposalBody = z.output<typeof proposalBody>;

/** A proposal that was taken back, as it was wanted. */
export const undoneProposal = z
  .object({
    clientId: z.guid(),
    kind: z.enum(PROPOSAL_KINDS),
    agreed: z.boolean(),
    title: z.string(),
    note: z.string().nullable(),
    placeId: z.guid().nullable(),
    placeText: z.string().nullable(),
    options: z.array(z.object({ start: z.iso.datetime(), end: z.iso.datetime() })),
    attendees: z.array(
      z.object({
        contactId: z.guid().nullable(),
        name: z.string(),
        email: z.string(),
        locale: z.string(),
        zone: z.string(),
        role: z.enum(['required', 'optional']),
      }),
    ),
    expiresAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'UndoneProposal' });
export type UndoneProposal = z.output<typeof undoneProposal>;

export const offerBody = z
  .strictObject({
    options: z.array(range).min(1, { error: 'Offer at least one time.' }).max(50),
    override: z.boolean().optional(),
    alsoOffered: z.boolean().optional(),
    priority: priorityField.optional(),
    kind: kindField.optional(),
  })
  .meta({ id: 'FurtherTimes' });
export type OfferBody = z.output<typeof offerBody>;

export const confirmBody = z
  .strictObject({
    optionId: idField,
    attendeeId: idField.nullable().default(null),
    override: z.boolean().optional(),
  })
  .meta({ id: 'ConfirmByHand' });
export type ConfirmBody = z.output<typeof confirmBody>;

const LONGEST = 24 * 60 * 60 * 1_000;

export const rescheduleBody = z
  .strictObject({ start: instantField, end: instantField, override: z.boolean().optional() })
  .refine(({ start, end }) => Date.parse(end) > Date.parse(start), {
    path: ['end'],
    error: 'Let the meeting end after it begins.',
  })
  .refine(({ start, end }) => Date.parse(end) - Date.parse(start) <= LONGEST, {
    path: ['end'],
    error: 'Let the meeting last a day at the most.',
  })
  .meta({ id: 'Reschedule' });
export type RescheduleBody = z.output<typeof rescheduleBody>;

export const cancelBody = z
  .strictObject({ reason: textField(1_000).nullable().default(null) })
  .meta({ id: 'Cancel' });
export type CancelBody = z.output<typeof cancelBody>;

export const meetingsQuery = pageQuery.extend({
  clientId: idField.optional(),
  state: z.enum(MEETING_STATES).optional(),
});
export type MeetingsQuery = z.output<typeof meetingsQuery>;

export const meetingPage = pageOf(meetingSummary, 'MeetingPage');

export const messagesQuery = pageQuery.extend({ state: z.enum(['review', 'unmatched']).optional() });
export type MessagesQuery = z.output<typeof messagesQuery>;

export const messagePage = pageOf(messageSummary, 'MessagePage');

/**
 * dismiss: nothing follows from the mail. answer: it is this attendee's answer, says the secretary. invite: whoever it is
 * from was not invited, and is from now on. attach: it belongs to this meeting; it is still to be looked at.
 */
export const settleMessageBody = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('dismiss') }),
    z.strictObject({
      action: z.literal('attach'),
      meetingId: idField,
      attendeeId: idField
        .nullable()
        .default(null)
        .describe('Whose mail it is, if one of the meeting\u2019s attendees'),
    }),
    z.strictObject({
      action: z.literal('answer'),
      meetingId: idField,
      attendeeId: idField,
      optionId: idField,
      partstat: z.enum(['ACCEPTED', 'TENTATIVE', 'DECLINED']),
      comment: textField(1_000).nullable().default(null),
      alias: emailField
        .optional()
        .describe('An address of which you know that it is this attendee\u2019s too: it counts from now on'),
    }),
    z.strictObject({
      action: z.literal('invite'),
      meetingId: idField,
      email: emailField,
      name: lineField(120).optional().describe('Left out: the address'),
      role: z.enum(['required', 'optional']).default('optional'),
      optionId: idField.optional().describe('With `partstat`: what they said counts as their answer'),
      partstat: z.enum(['ACCEPTED', 'TENTATIVE', 'DECLINED']).optional(),
    }),
  ])
  .meta({ id: 'SettleMessage' });
export type SettleMessageBody = z.output<typeof settleMessageBody>;
