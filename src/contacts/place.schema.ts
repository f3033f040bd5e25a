import { z } from 'zod';
import { archivedQuery, lineField, pageOf, pageQuery, patchOf } from '../http/fields.schema.js';

const degrees = (max: number) =>
  z
    .number({ error: `Give degrees from -${max} to ${max}.` })
    .min(-max, { error: `Give degrees from -${max} to ${max}.` })
    .max(max, { error: `Give degrees from -${max} to ${max}.` });

const fields = {
  name: lineField(120),
  address: lineField(300),
  latitude: degrees(90).nullable(),
  longitude: degrees(180).nullable(),
};

export const newPlaceBody = z
  .strictObject({
    ...fields,
    latitude: fields.latitude.default(null),
    longitude: fields.longitude.default(null),
  })
  .meta({ id: 'NewPlace' });

export const placePatch = patchOf(fields).meta({ id: 'PlacePatch' });

export const placeView = z
  .object({
    placeId: z.guid(),
    clientId: z.guid(),
    name: z.string(),
    address: z.string(),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    archived: z.boolean(),
  })
  .meta({ id: 'Place' });

export const placePage = pageOf(placeView, 'PlacePage');
export const placesQuery = pageQuery.extend({ archived: archivedQuery });

export type NewPlace = z.output<typeof newPlaceBody>;
export type PlacePatch = z.output<typeof placePatch>;
export type PlaceRow = z.output<typeof placeView>;
export type PlacesQuery = z.output<typeof placesQuery>;
