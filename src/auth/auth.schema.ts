import { z } from 'zod';
import {
  emailField,
  idField,
  lineField,
  localeField,
  passwordField,
  patchOf,
  tokenField,
  zoneField,
} from '../http/fields.schema.js';

export const signInBody = z
  .strictObject({
    email: emailField,
    // Not held to today's rules: an old password may be a short one.
    password: z.string().normalize('NFC').min(1, { error: 'Give the password.' }).max(200),
    agencyId: idField.optional(),
  })
  .meta({ id: 'SignIn' });

export const setupBody = z
  .strictObject({
    token: tokenField,
    agencyName: lineField(120),
    name: lineField(120),
    email: emailField,
    password: passwordField,
    locale: localeField.default('en'),
    zone: zoneField,
  })
  .meta({ id: 'Setup' });

export const acceptInvitationBody = z
  .strictObject({ token: tokenField, password: passwordField })
  .meta({ id: 'AcceptInvitation' });

/** What people change of themselves; everything else is the owner's to change. */
export const mePatch = patchOf({ locale: localeField }).meta({ id: 'MePatch' });

export const meView = z
  .object({
    userId: z.guid(),
    agencyId: z.guid(),
    agencyName: z.string(),
    /** The agency's zone. */
    zone: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(['owner', 'secretary']),
    /** The language that the house speaks with this person. */
    locale: z.string(),
  })
  .meta({ id: 'Me' });

export type SignInBody = z.output<typeof signInBody>;
export type SetupBody = z.output<typeof setupBody>;
export type AcceptInvitationBody = z.output<typeof acceptInvitationBody>;
export type MePatch = z.output<typeof mePatch>;
export type Me = z.output<typeof meView>;
