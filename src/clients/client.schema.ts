import { z } from 'zod';
import {
  archivedQuery,
  colourField,
  emailField,
  lineField,
  localeField,
  pageOf,
  pageQuery,
  patchOf,
  phoneField,
  zoneField,
} from '../http/fields.schema.js';

const fields = {
  /** The business. */
  name: lineField(120),
  /** Who runs it: with whom partners meet. */
  person: lineField(120),
  email: emailField.nullable(),
  phone: phoneField.nullable(),
  zone: zoneField,
  locale: localeField,
  colour: colourField,
  onClientDelete: z.enum(['ask', 'cancel'], { error: 'Give ask or cancel.' }),
};

export const newClientBody = z
  .strictObject({
    ...fields,
    email: fields.email.default(null),
    phone: fields.phone.default(null),
    zone: fields.zone.optional(),
    locale: fields.locale.optional(),
    colour: fields.colour.optional(),
    onClientDelete: fields.onClientDelete.default('ask'),
  })
  .meta({ id: 'NewClient', description: "Zone and locale are the agency's where they are left out." });

export const clientPatch = patchOf({
  ...fields,
  archived: z.boolean({ error: 'Give true or false.' }),
}).meta({ id: 'ClientPatch' });

export const clientView = z
  .object({
    clientId: z.guid(),
    name: z.string(),
    person: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    zone: z.string(),
    locale: z.string(),
    colour: z.string(),
    onClientDelete: z.enum(['ask', 'cancel']),
    archived: z.boolean(),
  })
  .meta({ id: 'Client' });

export const clientPage = pageOf(clientView, 'ClientPage');
export const clientsQuery = pageQuery.extend({ archived: archivedQuery });

export type NewClient = z.output<typeof newClientBody>;
export type ClientPatch = z.output<typeof clientPatch>;
export type ClientRow = z.output<typeof clientView>;
export type ClientsQuery = z.output<typeof clientsQuery>;
