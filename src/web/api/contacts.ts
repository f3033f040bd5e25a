import { call } from './client.js';
import { allPages, type Page } from './pages.js';
import type { Contact, ContactPatch, NewContact, NewPlace, Place, PlacePatch } from './types.js';

const at = (clientId: string) => `/api/clients/${clientId}`;

export const listContacts = (clientId: string) =>
  allPages<Contact>((after) =>
    call<Page<Contact>>('GET', `${at(clientId)}/contacts`, { query: { limit: 200, after } }),
  );
/** The contacts that words fit, at most a list's length. */
export const findContacts = async (clientId: string, q: string): Promise<readonly Contact[]> =>
  (await call<Page<Contact>>('GET', `${at(clientId)}/contacts`, { query: { q, limit: 8 } })).items;
export const createContact = (clientId: string, body: NewContact) =>
  call<Contact>('POST', `${at(clientId)}/contacts`, { body });
export const changeContact = (clientId: string, contactId: string, body: ContactPatch) =>
  call<Contact>('PATCH', `${at(clientId)}/contacts/${contactId}`, { body });
export const archiveContact = (clientId: string, contactId: string) =>
  call<void>('DELETE', `${at(clientId)}/contacts/${contactId}`);

export const listPlaces = (clientId: string) =>
  allPages<Place>((after) =>
    call<Page<Place>>('GET', `${at(clientId)}/places`, { query: { limit: 200, after } }),
  );
export const createPlace = (clientId: string, body: NewPlace) =>
  call<Place>('POST', `${at(clientId)}/places`, { body });
export const changePlace = (clientId: string, placeId: string, body: PlacePatch) =>
  call<Place>('PATCH', `${at(clientId)}/places/${placeId}`, { body });
export const archivePlace = (clientId: string, placeId: string) =>
  call<void>('DELETE', `${at(clientId)}/places/${placeId}`);
