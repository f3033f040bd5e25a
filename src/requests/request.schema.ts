import { z } from 'zod';
import {
  emailField,
  idField,
  lineField,
  localeField,
  pageOf,
  pageQuery,
  phoneField,
  textField,
} from '../http/fields.schema.js';

export const REQUEST_VIAS = ['phone', 'mail', 'web'] as const;
export const REQUEST_STATES = ['open', 'proposed', 'dismissed'] as const;

const minutes = { error: 'Give a whole number from 1 to 1440.' };

/** Somebody who asks, as far as it is known; who can be reached in no way cannot be answered. */
const asker = {
  name: lineField(120),
  company: lineField(120).nullable().default(null),
  email: emailField.nullable().default(null),
  phone: phoneField.nullable().default(null),
  locale: localeField.nullable().default(null),
};

const wanted = {
  title: lineField(200).nullable().default(null).describe('What it is about'),
  words: textField(2_000).nullable().default(null).describe('In the words of whoever asks, such as when'),
  durationMinutes: z
    .number(minutes)
    .int(minutes)
    .min(1, minutes)
    .max(1_440, minutes)
    .nullable()
    .default(null),
};

export const newRequestBody = z
  .strictObject({
    via: z.enum(['phone', 'mail'], { error: 'Give phone or mail.' }).default('phone'),
    contactId: idField.nullable().default(null).describe('One of the client’s contacts, if it is known who'),
    ...asker,
    ...wanted,
    messageId: idField.nullable().default(null).describe('The mail that asks'),
  })
  .meta({ id: 'NewMeetingRequest' });
export type NewRequest = z.output<typeof newRequestBody>;

/** What the form on a client's page sends. */
export const webRequestBody = z
  .object({ ...asker, ...wanted, title: lineField(200) })
  .refine(({ email, phone }) => email !== null || phone !== null, { path: ['email'], error: 'reach' });
export type WebRequest = z.output<typeof webRequestBody>;

export const requestView = z
  .object({
    requestId: z.guid(),
    clientId: z.guid(),
    via: z.enum(REQUEST_VIAS),
    contactId: z.guid().nullable(),
    name: z.string(),
    company: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    locale: z.string().nullable(),
    title: z.string().nullable(),
    words: z.string().nullable(),
    durationMinutes: z.number().nullable(),
    messageId: z.guid().nullable(),
    state: z.enum(REQUEST_STATES),
    meetingId: z.guid().nullable().describe('The proposal that was made of it'),
    enteredBy: z.string().nullable().describe('The name of the secretary who wrote it down'),
    at: z.iso.datetime(),
    handledAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'MeetingRequest' });
export type RequestView = z.output<typeof requestView>;

export const requestPageOf = pageOf(requestView, 'MeetingRequestPage');

export const requestsQuery = pageQuery.extend({
  clientId: idField.optional(),
  state: z.enum(REQUEST_STATES, { error: `Give one of ${REQUEST_STATES.join(', ')}.` }).optional(),
});
export type RequestsQuery = z.output<typeof requestsQuery>;

export const requestAddress = z
  .object({ url: z.string().describe('For the client’s website; whoever has it may ask') })
  .meta({ id: 'RequestPageAddress' });
