import type { Request } from '../http.js';
import { invalid } from './failure.js';
import type { IdType } from './ids.js';
import { zoneNamed } from './times.js';

/** What a request's Prefer headers ask for; each holds for that request alone. */
export interface Preferences {
  /** Zone of start and end in the answer: the name to show, and the IANA zone. UTC unless asked otherwise. */
  zone: { name: string; iana: string };
  idType: IdType;
  bodyType: 'html' | 'text';
  maxPageSize?: number;
  /** For Preference-Applied. */
  applied: string[];
}

/** Splits at commas and semicolons outside of quotes. */
const preferencesIn = (header: string): [name: string, value: string][] =>
  (header.match(/(?:"[^"]*"|[^,;"])+/g) ?? []).map((part) => {
    const [name = '', ...value] = part.trim().split('=');
    return [name.trim().toLowerCase(), value.join('=').trim().replaceAll('"', '')];
  });

export const readPreferences = (request: Request): Preferences => {
  const header = request.headers.prefer;
  const read: Preferences = {
    zone: { name: 'UTC', iana: 'UTC' },
    idType: 'default',
    bodyType: 'html',
    applied: [],
  };
  for (const [name, value] of preferencesIn(Array.isArray(header) ? header.join(',') : (header ?? ''))) {
    if (name === 'outlook.timezone') {
      read.zone = { name: value, iana: zoneNamed(value) };
      read.applied.push(`outlook.timezone="${value}"`);
    } else if (name === 'idtype' && value.toLowerCase() === 'immutableid') {
      read.idType = 'immutable';
    } else if (name === 'odata.maxpagesize') {
      const size = Number(value);
      if (!Number.isInteger(size) || size < 1)
        throw invalid(`Invalid value '${value}' for odata.maxpagesize.`, 'ErrorInvalidParameter');
      read.maxPageSize = Math.min(size, 1_000);
      read.applied.push(`odata.maxpagesize=${value}`);
    } else if (name === 'outlook.body-content-type') {
      read.bodyType = value === 'text' ? 'text' : 'html';
      read.applied.push(`outlook.body-content-type="${read.bodyType}"`);
    }
  }
  return read;
};
