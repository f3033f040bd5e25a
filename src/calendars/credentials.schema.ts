import { z } from 'zod';
import { lineField } from '../http/fields.schema.js';

/** A password for a calendar server, as it was typed or pasted: never trimmed, and never shown again. */
const calendarPassword = z
  .string()
  .min(1, { error: 'Give the password.' })
  .max(500, { error: 'Give at most 500 characters.' })
  .refine((text) => !/\p{Cc}/u.test(text), { error: 'Leave out line breaks and control characters.' });

export const linkCaldavBody = z
  .strictObject({
    /** Of the server (https://caldav.example.org), or a mail address whose domain tells where the server is. */
    address: lineField(1000),
    /** Without a colon: what stands behind one would be taken for the password (RFC 7617). */
    username: lineField(200).refine((text) => !text.includes(':'), { error: 'Leave out the colon.' }),
    password: calendarPassword,
  })
  .meta({
    id: 'LinkCaldav',
    description: 'The password should be one that was made for this program alone.',
  });

export const linkFeedBody = z
  .strictObject({
    /** https:// or webcal://; a name and a password may stand in it. */
    address: lineField(2000),
    /** How the calendar is to be called; without it, as it calls itself. */
    name: lineField(120).nullable().default(null),
  })
  .meta({ id: 'LinkFeed' });

export const reconnectBody = z.strictObject({ password: calendarPassword }).meta({ id: 'ReconnectAccount' });

export type LinkCaldav = z.output<typeof linkCaldavBody>;
export type LinkFeed = z.output<typeof linkFeedBody>;
export type Reconnect = z.output<typeof reconnectBody>;
