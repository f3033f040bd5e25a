import { z } from 'zod';
import { isKnownZone } from '../time/wall-clock.js';

/**
 * The fields that many inputs share. Texts are trimmed and brought to NFC, so that one name is one string; control
 * characters and invisible marks that turn the reading direction are refused, because names end up in mail headers and
 * calendar files. Every fault is a sentence with the remedy.
 */

/** The languages that mails and pages are written in. */
export const LOCALES = ['lv', 'en', 'ru', 'de'] as const;

const ONE_LINE = /^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u;
const LINES = /^(?:[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]|[\n\t])*$/u;

/** A text of one line. */
export const lineField = (max: number) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .min(1, { error: 'This is empty: give a text.' })
    .max(max, { error: `This is too long: give at most ${max} characters.` })
    .refine((text) => ONE_LINE.test(text), {
      error: 'Leave out line breaks, control characters and direction marks.',
    });

/** A text that may have line breaks; they become single line feeds. */
export const textField = (max: number) =>
  z
    .string()
    .overwrite((text) => text.replace(/\r\n?/g, '\n'))
    .trim()
    .normalize('NFC')
    .max(max, { error: `This is too long: give at most ${max} characters.` })
    .refine((text) => LINES.test(text), { error: 'Leave out control characters and direction marks.' });

const EMAIL = 'Give an e-mail address such as anna@example.org.';

/** An e-mail address in lower case; at most 254 characters (RFC 5321 4.5.3.1.3, without the angle brackets). */
export const emailField = z
  .string()
  .trim()
  .normalize('NFC')
  .toLowerCase()
  .max(254, { error: EMAIL })
  .refine((text) => z.email().safeParse(text).success, { error: EMAIL });

export const phoneField = z
  .string()
  .trim()
  .max(40, { error: 'Give at most 40 characters.' })
  .regex(/^\+?[0-9(][0-9 ()./-]+$/, { error: 'Give a phone number such as +371 2000 0000.' });

/** An IANA zone, links included (Europe/Kiev is as good as Europe/Kyiv); the spelling becomes the usual one. */
export const zoneField = z
  .string()
  .trim()
  .refine(isKnownZone, { error: 'Give a time zone by its IANA name, such as Europe/Riga.' })
  .overwrite((zone) =>
    isKnownZone(zone) ? Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId : zone,
  );

export const localeField = z.enum(LOCALES, { error: `Give one of ${LOCALES.join(', ')}.` });

/** A password as the person typed it (NFC, since keyboards differ), never trimmed. */
export const passwordField = z
  .string()
  .normalize('NFC')
  .min(12, { error: 'Give at least 12 characters.' })
  .max(200, { error: 'Give at most 200 characters.' });

/** A one-time or session token; what it is worth is for the database to say. */
export const tokenField = z
  .string()
  .trim()
  .min(1, { error: 'Give the token from the link.' })
  .max(100, { error: 'This is longer than any token; copy the link again.' });

/** Any UUID; ours are of version 7. */
export const idField = z.guid({ error: 'Give an id (a UUID).' }).toLowerCase();

/** A moment with its offset, as text; between the years that every part of the house can reckon with. */
export const instantField = z.iso
  .datetime({ offset: true, abort: true, error: 'Give a moment such as 2026-03-02T09:00:00Z.' })
  .refine((text) => text >= '1973' && text < '2199', {
    abort: true,
    error: 'Give a moment between the years 1973 and 2198.',
  });

export const colourField = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/, { error: 'Give a colour such as #1f6f8b.' });

/** `?limit&after`: a page of at most `limit` items that come after the item with the id `after`. */
export const pageQuery = z.strictObject({
  limit: z.coerce
    .number({ error: 'Give a number from 1 to 200.' })
    .int({ error: 'Give a whole number from 1 to 200.' })
    .min(1, { error: 'Give a number from 1 to 200.' })
    .max(200, { error: 'Give a number from 1 to 200.' })
    .default(50),
  after: idField.optional(),
});

export type PageQuery = z.output<typeof pageQuery>;

/** A page as it is answered; `next` is the `after` of the next one, null on the last. */
export const pageOf = <Item extends z.ZodType>(item: Item, id: string) =>
  z.object({ items: z.array(item), next: z.guid().nullable() }).meta({ id });

/** A change of some fields: what is left out stays as it is. Fields must not have defaults. */
export const patchOf = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z
    .strictObject(shape)
    .partial()
    .refine((patch) => Object.values(patch).some((value) => value !== undefined), {
      error: 'Give at least one field to change.',
    });

/** `?archived=true` shows what was put away, too. */
export const archivedQuery = z.stringbool({ error: 'Give true or false.' }).default(false);
