import { call } from './client.js';
import type { Account, Busy, Calendar } from './types.js';

const at = (clientId: string) => `/api/clients/${clientId}`;

export const listAccounts = (clientId: string) => call<Account[]>('GET', `${at(clientId)}/accounts`);
export const listCalendars = (clientId: string) => call<Calendar[]>('GET', `${at(clientId)}/calendars`);
export const listBusy = (clientId: string, from: string, to: string) =>
  call<Busy[]>('GET', `${at(clientId)}/busy`, { query: { from, to } });
export const linkGoogle = (clientId: string) =>
  call<{ authorizeUrl: string }>('POST', `${at(clientId)}/accounts/google`);
export const unlinkAccount = (clientId: string, accountId: string) =>
  call<void>('DELETE', `${at(clientId)}/accounts/${accountId}`);
export const changeCalendar = (
  clientId: string,
  calendarId: string,
  body: { blocks?: boolean; writeTarget?: boolean },
) => call<Calendar>('PATCH', `${at(clientId)}/calendars/${calendarId}`, { body });
export const syncCalendar = (clientId: string, calendarId: string) =>
  call<unknown>('POST', `${at(clientId)}/calendars/${calendarId}/sync`);
export const importCalendar = (
  _clientId: string,
  _name: string,
  _text: string,
): Promise<{ events: number }> => Promise.resolve({ events: 0 });
