import { z } from 'zod';
import {
  archivedQuery,
  emailField,
  lineField,
  localeField,
  pageOf,
  pageQuery,
  patchOf,
  phoneField,
  textField,
  zoneField,
} from '../http/fields.schema.js';

const fields = {
  name: lineField(120),
  company: lineField(120).nullable(),
  email: emailField.nullable(),
  phone: phoneField.nullable(),
  locale: localeField,
  zone: zoneField,
  note: textField(4000).nullable(),
  proposalKind: z
    .enum(['invitations', 'choose', 'fixed'], {
      error: 'Give invitations, choose or fixed.',
    })
    .nullable(),
};

/** Each field by itself, for what comes out of a file. */
export const contactFields = z.strictObject(fields);

export const newContactBody = z
  .strictObject({
    ...fields,
    company: fields.company.default(null),
    email: fields.email.default(null),
    phone: fields.phone.default(null),
    locale: fields.locale.optional(),
    zone: fields.zone.optional(),
    note: fields.note.default(null),
    proposalKind: fields.proposalKind.default(null),
  })
  .meta({ id: 'NewContact', description: "Zone and locale are the client's where they are left out." });

export const contactPatch = patchOf(fields).meta({ id: 'ContactPatch' });

export const contactView = z
  .object({
    contactId: z.guid(),
    clientId: z.guid(),
    name: z.string(),
    company: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    locale: z.string(),
    zone: z.string(),
    note: z.string().nullable(),
    proposalKind: fields.proposalKind.describe('How proposals last went out to them'),
    archived: z.boolean(),
  })
  .meta({ id: 'Contact' });

export const contactPage = pageOf(contactView, 'ContactPage');

export const contactsQuery = pageQuery.extend({
  archived: archivedQuery,
  q: z
    .string()
    .max(100, { error: 'Give at most 100 characters.' })
    .optional()
    .describe('Words of the name, company, address or phone number; case and marks do not matter'),
});

export type NewContact = z.output<typeof newContactBody>;
export type ContactPatch = z.output<typeof contactPatch>;
export type ContactRow = z.output<typeof contactView>;
export type ContactsQuery = z.output<typeof contactsQuery>;
