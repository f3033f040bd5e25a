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

export const getSuggestions = (
  clientId: string,
  query: Asked & {
    readonly from: string;
    readonly to: string;
    readonly n?: number;
    readonly contactId?: string | undefined;
  },
) => answered(api.GET('/api/clients/{clientId}/suggestions', { params: { path: { clientId }, query } }));
/** The ways between in-person meetings, each beside its meeting. */
export const listTravel = async (clientId: string, from: string, to: string) =>
  (
    await answered(
      api.GET('/api/clients/{clientId}/travel-blocks', {
        params: { path: { clientId }, query: { from, to } },
      }),
    )
  ).blocks;

export const getAvailability = (clientId: string) =>
  answered(api.GET('/api/clients/{clientId}/availability', { params: { path: { clientId } } }));
/** Refused with 409 when somebody else saved since the version was read. */
export const saveAvailability = (clientId: string, body: AvailabilityInput) =>
  answered(api.PUT('/api/clients/{clientId}/availability', { params: { path: { clientId } }, body }));
