/** Delegated permissions of Microsoft Graph (https://learn.microsoft.com/graph/permissions-reference), as far as used here. */
const RESOURCE = 'https://graph.microsoft.com/';

export const IDENTITY = ['openid', 'profile', 'email', 'offline_access'];

/** What the consent page says about a permission; what is not here does not exist on the resource. */
export const SCOPE_WORDS: Record<string, string> = {
  openid: 'Sign you in',
  profile: 'View your basic profile',
  email: 'View your e-mail address',
  offline_access: 'Maintain access to data you have given it access to',
  'User.Read': 'Sign you in and read your profile',
  'Calendars.ReadBasic': 'Read basic details of your calendars',
  'Calendars.Read': 'Read your calendars',
  'Calendars.ReadWrite': 'Have full access to your calendars',
  'Calendars.Read.Shared': 'Read your and shared calendars',
  'Calendars.ReadWrite.Shared': 'Read and write your and shared calendars',
  'MailboxSettings.Read': 'Read your mailbox settings',
  'MailboxSettings.ReadWrite': 'Read and write your mailbox settings',
  'Mail.Read': 'Read your mail',
  'Mail.Send': 'Send mail as you',
};

/** The name as it is published, whatever case and prefix it was asked for with; undefined for an unknown one. */
export const scopeNamed = (asked: string): string | undefined => {
  const bare = asked.toLowerCase().startsWith(RESOURCE) ? asked.slice(RESOURCE.length) : asked;
  return Object.keys(SCOPE_WORDS).find((name) => name.toLowerCase() === bare.toLowerCase());
};

export const isIdentity = (name: string): boolean => IDENTITY.includes(name);

/**
 * How scopes are told in the token answer: offline_access is never among them, and personal accounts get the
 * resource's whole address before each name.
 */
export const shownScopes = (scopes: readonly string[], personal: boolean): string =>
  scopes
    .filter((name) => name !== 'offline_access')
    .map((name) => (personal && !isIdentity(name) ? `${RESOURCE}${name}` : name))
    .join(' ');

const READ = ['Calendars.Read', 'Calendars.ReadWrite', 'Calendars.Read.Shared', 'Calendars.ReadWrite.Shared'];

const NEEDED = {
  read: ['Calendars.ReadBasic', ...READ],
  /** Free/busy of others and notifications: basic details do not do. */
  readFully: READ,
  write: ['Calendars.ReadWrite', 'Calendars.ReadWrite.Shared'],
  settings: ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'],
  profile: ['User.Read'],
} as const;

export type Need = keyof typeof NEEDED;

export const allows = (granted: readonly string[], need: Need): boolean =>
  NEEDED[need].some((name) => granted.includes(name));

export const basicOnly = (granted: readonly string[]): boolean =>
  !READ.some((name) => granted.includes(name));
