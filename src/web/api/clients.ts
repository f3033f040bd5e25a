import { answered, api } from './client.js';
import { allPages, PAGE } from './pages.js';
import type { ClientPatch, NewClient } from './types.js';

export const listClients = () =>
  allPages((after) => answered(api.GET('/api/clients', { params: { query: { limit: PAGE, after } } })));
export const createClient = (body: NewClient) => answered(api.POST('/api/clients', { body }));
export const changeClient = (clientId: string, body: ClientPatch) =>
  answered(api.PATCH('/api/clients/{clientId}', { params: { path: { clientId } }, body }));
