/** Why a link was not made: a word for the address, a sentence for the person. */
export const LINK_REFUSALS = {
  'unknown-state': 'This sign-in was not begun here. Begin it again from the client’s calendars.',
  replayed: 'This sign-in was used already. Begin it again from the client’s calendars.',
  expired: 'This sign-in took longer than ten minutes. Begin it again from the client’s calendars.',
  'other-person': 'This sign-in was begun by somebody else. Begin it yourself from the client’s calendars.',
  'not-your-client': 'This client is not yours any more.',
  denied: 'Access was not granted. Begin again and allow it.',
  'needs-admin':
    'The organisation of this account lets only its administrator grant access. Ask the administrator to approve Meetbroker, then begin again.',
  'scopes-missing':
    'Not every permission was granted. Begin again and leave all boxes ticked: without them meetings cannot be read and written.',
  'wrong-account':
    'This is another account than the one to reconnect. Choose the same account, or disconnect the old one first.',
  'linked-elsewhere':
    'This account is linked to another client of yours. Choose the client’s own account, or disconnect it there first.',
  'code-refused': 'The calendar provider did not accept the sign-in. Begin it again.',
  'provider-unreachable': 'The calendar provider did not answer. Begin again in a few minutes.',
} as const;

export type LinkRefusal = keyof typeof LINK_REFUSALS;

export type LinkResult =
  | { readonly ok: true; readonly clientId: string; readonly accountId: string }
  | { readonly ok: false; readonly refusal: LinkRefusal; readonly clientId: string | null };
