import { z } from 'zod';
import { lineField, localeField, patchOf, zoneField } from '../http/fields.schema.js';

export const agencyPatch = patchOf({ name: lineField(120), zone: zoneField, locale: localeField }).meta({
  id: 'AgencyPatch',
});

export const agencyView = z
  .object({ agencyId: z.guid(), name: z.string(), zone: z.string(), locale: z.string() })
  .meta({ id: 'Agency' });

export type AgencyPatch = z.output<typeof agencyPatch>;
export type AgencyRow = z.output<typeof agencyView>;
