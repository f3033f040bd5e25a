import { z } from 'zod';
import { archivedQuery, idField, lineField, pageOf, pageQuery, patchOf } from '../http/fields.schema.js';

const whole = (low: number, high: number) => {
  const error = `Give a whole number from ${low} to ${high}, or null for what the settings say.`;
  return z.number({ error }).int({ error }).min(low, { error }).max(high, { error }).nullable();
};

const MODE = { error: 'Give in_person, phone or video.' };
const fields = {
  name: lineField(120),
  mode: z.enum(['in_person', 'phone', 'video'], MODE).describe('How people meet'),
  durationMinutes: whole(1, 1440),
  bufferBeforeMinutes: whole(0, 1440),
  bufferAfterMinutes: whole(0, 1440),
  mostADay: whole(0, 1000).describe('At most so many of this kind a day, beside the limits for all meetings'),
  mostAWeek: whole(0, 1000),
  placeId: idField.nullable().describe('Where such meetings mostly are'),
};

export const newKindBody = z
  .strictObject({
    ...fields,
    mode: fields.mode.default('in_person'),
    durationMinutes: fields.durationMinutes.default(null),
    bufferBeforeMinutes: fields.bufferBeforeMinutes.default(null),
    bufferAfterMinutes: fields.bufferAfterMinutes.default(null),
    mostADay: fields.mostADay.default(null),
    mostAWeek: fields.mostAWeek.default(null),
    placeId: fields.placeId.default(null),
  })
  .meta({ id: 'NewMeetingKind' });

export const kindPatch = patchOf(fields).meta({ id: 'MeetingKindPatch' });

export const kindView = z
  .object({
    kindId: z.guid(),
    clientId: z.guid(),
    name: z.string(),
    mode: z.enum(['in_person', 'phone', 'video']),
    durationMinutes: z.number().nullable(),
    bufferBeforeMinutes: z.number().nullable(),
    bufferAfterMinutes: z.number().nullable(),
    mostADay: z.number().nullable(),
    mostAWeek: z.number().nullable(),
    placeId: z.guid().nullable(),
    archived: z.boolean(),
  })
  .meta({ id: 'MeetingKind' });

export const kindPage = pageOf(kindView, 'MeetingKindPage');
export const kindsQuery = pageQuery.extend({ archived: archivedQuery });

export type NewKind = z.output<typeof newKindBody>;
export type KindPatch = z.output<typeof kindPatch>;
export type KindRow = z.output<typeof kindView>;
export type KindsQuery = z.output<typeof kindsQuery>;
