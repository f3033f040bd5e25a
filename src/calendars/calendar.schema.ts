import { z } from 'zod';
import { idField, instantField, lineField, patchOf } from '../http/fields.schema.js';
import { TROUBLES } from './sync-plan.js';

export const accountView = z
  .object({
    accountId: z.guid(),
    provider: z.string(),
    email: z.string().nullable(),
    /** reconnect: the grant is gone; a person has to link the same account again. */
    state: z.enum(['linked', 'reconnect', 'unlinked']),
    stateReason: z.string().nullable(),
    linkedAt: z.iso.datetime(),
  })
  .meta({ id: 'CalendarAccount' });

export const accountList = z.array(accountView).meta({ id: 'CalendarAccountList' });

export const beginLinkBody = z
  .strictObject({ accountId: idField.nullable().default(null) })
  .meta({ id: 'BeginLink', description: 'With accountId, only that account is accepted: to reconnect it.' });

export const authorizeView = z.object({ authorizeUrl: z.url() }).meta({ id: 'AuthorizeUrl' });

export const unlinkedView = z.object({ revoked: z.boolean() }).meta({
  id: 'Unlinked',
  description:
    'Whether the provider confirmed that its grant is gone; ours is. Microsoft has no call for it: there the person ends it on the own account page.',
});

/** What the provider appends to the redirect; more than this comes, and none of it is believed. */
export const callbackQuery = z.object({
  state: z.string().max(200).default(''),
  code: z.string().max(2000).optional(),
  error: z.string().max(200).optional(),
  error_description: z.string().max(4000).optional(),
});

/** What Graph sends to an address before it makes a subscription for it. */
export const validationQuery = z.object({ validationToken: z.string().max(2000).optional() });

export const calendarView = z
  .object({
    calendarId: z.guid(),
    accountId: z.guid().nullable(),
    provider: z.string(),
    name: z.string(),
    zone: z.string(),
    writable: z.boolean(),
    blocks: z.boolean(),
    writeTarget: z.boolean(),
    /** never: the first sync has not ended. failing: the last good state serves. gone: no access any more. */
    state: z.enum(['never', 'ok', 'failing', 'gone']),
    stateReason: z.string().nullable(),
    /** Which trouble it is, for programs. */
    trouble: z.enum(TROUBLES).nullable(),
    /** How it stands, and what can be done about it, in the reader's language. */
    words: z.object({
      tone: z.enum(['good', 'working', 'attention', 'bad']),
      text: z.string(),
      remedy: z.string().nullable(),
    }),
    syncedAt: z.iso.datetime().nullable(),
    /** Seconds since the last sync that ended well. */
    lagSeconds: z.int().nullable(),
    /** Too old to say whether a time is free. */
    stale: z.boolean(),
    syncing: z.boolean(),
    progressEvents: z.int(),
    progressPages: z.int(),
    nextSyncAt: z.iso.datetime().nullable(),
    /** The far end of what is known, exclusive. */
    knownUntil: z.iso.datetime().nullable(),
    /** Titles and places are never stored. */
    busyOnly: z.boolean(),
    /** What happens when a time is agreed on while this calendar cannot be asked, and what is known is too old. */
    whenUnchecked: z.enum(['ask', 'confirm']),
    /** A large part went missing at once. It serves until that is found to be right; you may look and say so. */
    doubt: z
      .object({
        since: z.iso.datetime(),
        lost: z.int(),
        of: z.int(),
        nextLookAt: z.iso.datetime(),
        found: z.enum(['nothing-yet', 'still-there', 'no-answer', 'cannot-tell']),
        accepted: z.boolean(),
        /** Some of what is missing. */
        missing: z.array(z.object({ title: z.string().nullable(), start: z.iso.datetime().nullable() })),
      })
      .nullable(),
    /** The last nightly comparison with the provider. */
    audit: z
      .object({
        at: z.iso.datetime(),
        compared: z.int(),
        absent: z.int(),
        outdated: z.int(),
        extra: z.int(),
      })
      .nullable(),
    unreadableCount: z.int(),
    /** Those of them that occupy time as far as anybody knows, and that nobody has dismissed. */
    unreadableUnseen: z.int(),
    /**
     * Events and series that could not be read, with their titles and the reason in the reader's language; the first
     * fifty, those that nobody has dismissed before the others. Their first time blocks where it is known; other times
     * of theirs may be taken although they are offered.
     */
    unreadable: z.array(
      z.object({
        eventId: z.string(),
        title: z.string().nullable(),
        reason: z.string(),
        start: z.iso.datetime().nullable(),
        dismissed: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Calendar' });

export const calendarList = z.array(calendarView).meta({ id: 'CalendarList' });

export const calendarPatch = patchOf({
  blocks: z.boolean({ error: 'Give true or false.' }),
  writeTarget: z.boolean({ error: 'Give true or false.' }),
  busyOnly: z.boolean({ error: 'Give true or false.' }),
  whenUnchecked: z.enum(['ask', 'confirm'], { error: 'Give ask or confirm.' }),
}).meta({ id: 'CalendarPatch' });

export const unreadableBody = z
  .strictObject({ eventId: z.string().min(1).max(2_000), dismissed: z.boolean() })
  .meta({ id: 'UnreadableSeen', description: 'Dismissed: a person has looked, and it occupies nothing.' });

export const importQuery = z.strictObject({ name: lineField(120).default('Imported calendar') });

export const importView = z
  .object({
    calendarId: z.guid(),
    name: z.string(),
    events: z.int(),
    series: z.int(),
    occurrences: z.int(),
    replaced: z.boolean(),
    /** What was left out, with the line in the file and the reason; the first thousand. */
    skipped: z.array(z.object({ line: z.int(), what: z.string(), reason: z.string() })),
    skippedInAll: z.int(),
  })
  .meta({ id: 'CalendarImport' });

const LONGEST_DAYS = 400;

export const busyQuery = z
  .strictObject({ from: instantField, to: instantField })
  .transform(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }))
  .refine(({ from, to }) => to > from && to - from <= LONGEST_DAYS * 86_400_000, {
    error: `Give an end after the beginning, at most ${LONGEST_DAYS} days later.`,
    path: ['to'],
  });

export const busyView = z
  .object({
    calendarId: z.guid(),
    start: z.iso.datetime(),
    end: z.iso.datetime(),
    blocking: z.enum(['busy', 'tentative', 'unanswered', 'elsewhere']),
    allDay: z.boolean(),
    /** Of an all-day event: its first date and the date after its last. */
    dates: z.object({ from: z.iso.date(), until: z.iso.date() }).nullable(),
    title: z.string().nullable(),
    location: z.string().nullable(),
    meetingId: z.guid().nullable(),
  })
  .meta({ id: 'Busy' });

export const busyList = z.array(busyView).meta({ id: 'BusyList' });

export type BeginLink = z.output<typeof beginLinkBody>;
export type ValidationQuery = z.output<typeof validationQuery>;
export type CallbackQuery = z.output<typeof callbackQuery>;
export type CalendarPatch = z.output<typeof calendarPatch>;
export type UnreadableBody = z.output<typeof unreadableBody>;
export type CalendarView = z.output<typeof calendarView>;
export type AccountView = z.output<typeof accountView>;
export type BusyQuery = z.output<typeof busyQuery>;
export type BusyView = z.output<typeof busyView>;
export type ImportQuery = z.output<typeof importQuery>;
export type ImportView = z.output<typeof importView>;
