import { call } from './client.js';
import type { Availability, Explanation, Slots } from './types.js';

const at = (clientId: string) => `/api/clients/${clientId}`;

export const getSlots = (
  clientId: string,
  query: {
    from: string;
    to: string;
    durationMinutes?: number | undefined;
    placeId?: string | undefined;
    excludeMeetingId?: string | undefined;
  },
) => call<Slots>('GET', `${at(clientId)}/slots`, { query });
export const explainTime = (
  clientId: string,
  query: { at: string; durationMinutes?: number | undefined; placeId?: string | undefined },
) => call<Explanation>('GET', `${at(clientId)}/explain`, { query });

export const getAvailability = (clientId: string) =>
  call<Availability>('GET', `${at(clientId)}/availability`);
/** Refused with 409 when somebody else saved since the version was read. */
export const saveAvailability = (clientId: string, body: Availability) =>
  call<Availability>('PUT', `${at(clientId)}/availability`, { body });
