import { call } from './client.js';
import { allPages, type Page } from './pages.js';
import type { Client, ClientPatch, NewClient } from './types.js';

export const listClients = () =>
  allPages<Client>((after) => call<Page<Client>>('GET', '/api/clients', { query: { limit: 200, after } }));
export const createClient = (body: NewClient) => call<Client>('POST', '/api/clients', { body });
export const changeClient = (clientId: string, body: ClientPatch) =>
  call<Client>('PATCH', `/api/clients/${clientId}`, { body });
