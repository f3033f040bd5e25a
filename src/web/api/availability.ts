import { answered, api } from './client.js';
import type { AvailabilityInput } from './types.js';

interface Asked {
  readonly durationMinutes?: number | undefined;
  readonly placeId?: string | undefined;
  /** A meeting that is being moved: it is not in its own way. */
  readonly excludeMeetingId?: string | undefined;
}

export const getSlots = (clientId: string, query: Asked & { readonly from: string; readonly to: string }) =>
  answered(api.GET('/api/clients/{clientId}/slots', { params: { path: { clientId }, query } }));
export const explainTime = (clientId: string, query: Asked & { readonly at: string }) =>
  answered(api.GET('/api/clients/{clientId}/explain', { params: { path: { clientId }, query } }));

export const getAvailability = (clientId: string) =>
  answered(api.GET('/api/clients/{clientId}/availability', { params: { path: { clientId } } }));
/** Refused with 409 when somebody else saved since the version was read. */
export const saveAvailability = (clientId: string, body: AvailabilityInput) =>
  answered(api.PUT('/api/clients/{clientId}/availability', { params: { path: { clientId } }, body }));
