import { answered, api } from './client.js';
import type { CalendarPatch } from './types.js';

export const listAccounts = (clientId: string) =>
  answered(api.GET('/api/clients/{clientId}/accounts', { params: { path: { clientId } } }));
export const listCalendars = (clientId: string) =>
  answered(api.GET('/api/clients/{clientId}/calendars', { params: { path: { clientId } } }));
export const listBusy = (clientId: string, from: string, to: string) =>
  answered(api.GET('/api/clients/{clientId}/busy', { params: { path: { clientId }, query: { from, to } } }));

/** Providers that the client signs in at. */
export type SignInProvider = 'google' | 'microsoft';

/** @param accountId of an account to be linked anew; then no other is accepted. */
export const beginLink = (provider: SignInProvider, clientId: string, accountId: string | null) => {
  const wish = { params: { path: { clientId } }, body: { accountId } };
  return answered(
    provider === 'google'
      ? api.POST('/api/clients/{clientId}/accounts/google', wish)
      : api.POST('/api/clients/{clientId}/accounts/microsoft', wish),
  );
};
export const unlinkAccount = (clientId: string, accountId: string) =>
  answered(
    api.DELETE('/api/clients/{clientId}/accounts/{accountId}', { params: { path: { clientId, accountId } } }),
  );
export const changeCalendar = (clientId: string, calendarId: string, body: CalendarPatch) =>
  answered(
    api.PATCH('/api/clients/{clientId}/calendars/{calendarId}', {
      params: { path: { clientId, calendarId } },
      body,
    }),
  );
const ofCalendar = (clientId: string, calendarId: string) => ({
  params: { path: { clientId, calendarId } },
});
/** The secretary has looked: what is missing from the calendar is gone for good. */
export const acceptLoss = (clientId: string, calendarId: string) =>
  answered(
    api.POST('/api/clients/{clientId}/calendars/{calendarId}/accept-loss', ofCalendar(clientId, calendarId)),
  );
/** The secretary has looked at an entry that could not be read, or wants to be told of it again. */
export const seeUnreadable = (
  clientId: string,
  calendarId: string,
  body: { readonly eventId: string; readonly dismissed: boolean },
) =>
  answered(
    api.POST('/api/clients/{clientId}/calendars/{calendarId}/unreadable', {
      ...ofCalendar(clientId, calendarId),
      body,
    }),
  );
export const linkCalDav = (
  clientId: string,
  body: { readonly address: string; readonly username: string; readonly password: string },
) => answered(api.POST('/api/clients/{clientId}/accounts/caldav', { params: { path: { clientId } }, body }));
export const linkFeed = (
  clientId: string,
  body: { readonly address: string; readonly name: string | null },
) => answered(api.POST('/api/clients/{clientId}/accounts/feed', { params: { path: { clientId } }, body }));
/** A new password for an account that was linked with one. */
export const changePassword = (clientId: string, accountId: string, password: string) =>
  answered(
    api.POST('/api/clients/{clientId}/accounts/{accountId}/password', {
      params: { path: { clientId, accountId } },
      body: { password },
    }),
  );
/** A page on which the client links the own calendars. */
export const makeLinkPage = (clientId: string) =>
  answered(api.POST('/api/clients/{clientId}/link-page', { params: { path: { clientId } } }));
export const withdrawLinkPages = (clientId: string) =>
  answered(api.DELETE('/api/clients/{clientId}/link-page', { params: { path: { clientId } } }));

export const syncCalendar = (clientId: string, calendarId: string) =>
  answered(
    api.POST('/api/clients/{clientId}/calendars/{calendarId}/sync', {
      params: { path: { clientId, calendarId } },
    }),
  );

/** @param file the .ics file as it is. Importing under a name again replaces what was imported under it. */
export const importCalendar = (clientId: string, name: string, file: Blob) =>
  answered(
    api.POST('/api/clients/{clientId}/calendars/import', {
      params: { path: { clientId }, query: { name } },
      headers: { 'content-type': 'text/calendar' },
      body: '',
      // The description knows text only; the bytes go as they are, in whatever encoding the file has.
      bodySerializer: () => file,
    }),
  );
