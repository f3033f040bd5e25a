import type { Fault, ProviderName } from './calendar.port.js';

/**
 * Why an address was not linked: a word for programs, a sentence with the remedy for the person, and the field that it
 * is about, where it is one.
 */
export const CREDENTIAL_REFUSALS = {
  address: refusal(
    'address',
    'This is no address. Give one that begins with https:// (a feed’s may begin with webcal://), or the mail address at the provider.',
  ),
  insecure: refusal(
    'address',
    'This address begins with http://, so a password could be read on its way. Give it with https://. A server of your own network can be allowed by the operator (CALENDAR_ALLOWED_HOSTS).',
  ),
  port: refusal(
    'address',
    'This port is not asked: calendars are at 80, 443 or 8443. The operator can allow others (CALENDAR_ALLOWED_HOSTS).',
  ),
  'private-network': refusal(
    'address',
    'This address lies in a private network, which is not looked into from here. Give one that can be reached from outside, or ask the operator to allow the host (CALENDAR_ALLOWED_HOSTS).',
  ),
  'unknown-host': refusal('address', 'There is no such host. Check the spelling of the address.'),
  certificate: refusal(
    'address',
    'The server’s certificate is not valid, so nothing was sent to it. Ask whoever runs the server to renew it.',
  ),
  redirects: refusal('address', 'This address leads on and on to others. Give the one that it ends at.'),
  'not-caldav': refusal(
    'address',
    'There is no calendar server at this address. Look for “CalDAV” in the provider’s help; a link that ends in .ics is a feed.',
  ),
  'no-calendar': refusal(
    'address',
    'There is no calendar for events in this account. Ask the client to make one.',
  ),
  'no-writable-calendar': refusal(
    'address',
    'The calendars of this account can only be read, so meetings could not be entered. Ask the client for the right to make changes, or subscribe to the calendar as a feed.',
  ),
  'sign-in-unsupported': refusal(
    'address',
    'This server takes no passwords from other programs. Google and Outlook calendars are linked by their own buttons.',
  ),
  'wrong-password': refusal(
    'password',
    'The server does not take this name and password. iCloud, Fastmail and others want a password made for one program: the client makes it in the account’s security settings.',
  ),
  'feed-password': refusal(
    'address',
    'The feed wants a name and a password, or others than these. Give them in the address: https://name:password@host/…',
  ),
  forbidden: refusal(
    'address',
    'The server does not show this calendar. Ask the client to share it, or to copy the link anew.',
  ),
  'not-there': refusal('address', 'There is nothing at this address. Copy the link from the provider again.'),
  'web-page': refusal(
    'address',
    'This address leads to a web page, not to a calendar. Copy the link that the provider calls iCal, ICS or webcal.',
  ),
  'not-a-calendar': refusal(
    'address',
    'What is at this address is no calendar. Copy the link that the provider calls iCal, ICS or webcal.',
  ),
  'too-large': refusal(
    'address',
    'This calendar is larger than 10 MB or 50,000 events. Ask the client for a link to a shorter part of it.',
  ),
  'provider-refused': refusal(
    'address',
    'The server did not answer as it should. Check the address, and try again later.',
  ),
  unreachable: refusal(null, 'The server did not answer. Try again in a few minutes.'),
  'already-linked': refusal('address', 'This feed is linked to the client already.'),
  'linked-elsewhere': refusal(
    'address',
    'This account is linked to another client of yours. Give the client’s own, or disconnect it there first.',
  ),
  'wrong-account': refusal('password', 'This password opens another account than the one to reconnect.'),
  'no-password': refusal(
    null,
    'This account was not linked with a password. Connect it again by its provider’s own button.',
  ),
} as const;

export type CredentialRefusal = keyof typeof CREDENTIAL_REFUSALS;

/** What a provider's answer means to the person who entered something. */
export const credentialRefusalOf = (fault: Fault, provider: ProviderName): CredentialRefusal => {
  switch (fault.kind) {
    case 'reconnect':
      return provider === 'feed' ? 'feed-password' : 'wrong-password';
    case 'refused':
      return fault.reason ?? 'provider-refused';
    case 'forbidden':
      return 'forbidden';
    case 'not-found':
      return provider === 'feed' ? 'not-there' : 'not-caldav';
    case 'unknown':
    case 'slow-down':
    case 'quota':
      return 'unreachable';
    default:
      return 'provider-refused';
  }
};

function refusal(field: 'address' | 'password' | null, detail: string) {
  return { field, detail };
}
