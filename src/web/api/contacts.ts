import { answered, api } from './client.js';
import { allPages, PAGE } from './pages.js';
import type { paths } from './schema.js';
import type { Contact, ContactPatch, NewContact, NewPlace, PlacePatch, TravelTime } from './types.js';

const CONTACTS = '/api/clients/{clientId}/contacts';
const CONTACT = '/api/clients/{clientId}/contacts/{contactId}';
const PLACES = '/api/clients/{clientId}/places';
const PLACE = '/api/clients/{clientId}/places/{placeId}';

export const listContacts = (clientId: string) =>
  allPages((after) =>
    answered(api.GET(CONTACTS, { params: { path: { clientId }, query: { limit: PAGE, after } } })),
  );
/** The contacts that words fit, at most as many as a list of suggestions shows. */
export const findContacts = async (clientId: string, q: string): Promise<readonly Contact[]> =>
  (await answered(api.GET(CONTACTS, { params: { path: { clientId }, query: { q, limit: 8 } } }))).items;
export const createContact = (clientId: string, body: NewContact) =>
  answered(api.POST(CONTACTS, { params: { path: { clientId } }, body }));
export const changeContact = (clientId: string, contactId: string, body: ContactPatch) =>
  answered(api.PATCH(CONTACT, { params: { path: { clientId, contactId } }, body }));
export const archiveContact = (clientId: string, contactId: string) =>
  answered(api.DELETE(CONTACT, { params: { path: { clientId, contactId } } }));

export const getHistory = (clientId: string, contactId: string) =>
  answered(
    api.GET('/api/clients/{clientId}/contacts/{contactId}/history', {
      params: { path: { clientId, contactId } },
    }),
  );

const IMPORT = '/api/clients/{clientId}/contacts/import';
const PREVIEW = '/api/clients/{clientId}/contacts/import/preview';
type Choices = NonNullable<paths[typeof PREVIEW]['post']['parameters']['query']>;
/** The bytes go as they are, in whatever encoding the file has: the description knows text only. */
const asItIs = (file: Blob) => ({
  headers: { 'content-type': 'application/octet-stream' },
  body: '',
  bodySerializer: () => file,
});
/** What would become of each row; nothing is kept. */
export const previewContacts = (clientId: string, file: Blob, query: Choices) =>
  answered(api.POST(PREVIEW, { params: { path: { clientId }, query }, ...asItIs(file) }));
/** @param plan of the preview. */
export const importContacts = (clientId: string, file: Blob, query: Choices & { plan: string }) =>
  answered(api.POST(IMPORT, { params: { path: { clientId }, query }, ...asItIs(file) }));

export const listPlaces = (clientId: string) =>
  allPages((after) =>
    answered(api.GET(PLACES, { params: { path: { clientId }, query: { limit: PAGE, after } } })),
  );
const WAYS = '/api/clients/{clientId}/travel-times';
export const listWays = async (clientId: string) =>
  (await answered(api.GET(WAYS, { params: { path: { clientId } } }))).items;
/** These alone hold afterwards. */
export const saveWays = (clientId: string, items: TravelTime[]) =>
  answered(api.PUT(WAYS, { params: { path: { clientId } }, body: { items } }));

export const createPlace = (clientId: string, body: NewPlace) =>
  answered(api.POST(PLACES, { params: { path: { clientId } }, body }));
export const changePlace = (clientId: string, placeId: string, body: PlacePatch) =>
  answered(api.PATCH(PLACE, { params: { path: { clientId, placeId } }, body }));
export const archivePlace = (clientId: string, placeId: string) =>
  answered(api.DELETE(PLACE, { params: { path: { clientId, placeId } } }));
