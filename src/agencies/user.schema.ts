import { z } from 'zod';
import {
  emailField,
  lineField,
  localeField,
  pageOf,
  pageQuery,
  patchOf,
  phoneField,
} from '../http/fields.schema.js';

const fields = {
  email: emailField,
  name: lineField(120),
  role: z.enum(['owner', 'secretary'], { error: 'Give owner or secretary.' }),
  locale: localeField,
  /** What partners are told to call. */
  phone: phoneField.nullable(),
};

export const newUserBody = z
  .strictObject({
    ...fields,
    role: fields.role.default('secretary'),
    locale: fields.locale.optional(),
    phone: fields.phone.default(null),
  })
  .meta({ id: 'NewUser', description: "The locale is the agency's where it is left out." });

export const userPatch = patchOf({
  ...fields,
  disabled: z.boolean({ error: 'Give true or false.' }),
}).meta({ id: 'UserPatch' });

export const userView = z
  .object({
    userId: z.guid(),
    email: z.string(),
    name: z.string(),
    role: z.enum(['owner', 'secretary']),
    locale: z.string(),
    phone: z.string().nullable(),
    disabled: z.boolean(),
    hasPassword: z.boolean().describe('False until the invitation is accepted'),
  })
  .meta({ id: 'User' });

export const invitationView = z
  .object({ url: z.string(), expiresAt: z.iso.datetime() })
  .meta({ id: 'Invitation', description: 'A link that works once; hand it to the user.' });

export const userPage = pageOf(userView, 'UserPage');
export const usersQuery = pageQuery;

export type NewUser = z.output<typeof newUserBody>;
export type UserPatch = z.output<typeof userPatch>;
export type UserRow = z.output<typeof userView>;
