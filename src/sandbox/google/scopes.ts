/** Scopes of Calendar API v3 and which of them open which method (the "Authorization" box of each reference page). */
const BASE = 'https://www.googleapis.com/auth/';

export const scope = (name: string): string => `${BASE}${name}`;

const EVENTS_WRITE = ['calendar', 'calendar.events', 'calendar.events.owned', 'calendar.app.created'];
const EVENTS_READ = [
  ...EVENTS_WRITE,
  'calendar.readonly',
  'calendar.events.readonly',
  'calendar.events.owned.readonly',
  'calendar.events.freebusy',
  'calendar.events.public.readonly',
];

export const METHOD_SCOPES = {
  eventsRead: EVENTS_READ,
  eventsWrite: EVENTS_WRITE,
  calendarList: ['calendar', 'calendar.readonly', 'calendar.calendarlist', 'calendar.calendarlist.readonly'],
  calendars: [
    'calendar',
    'calendar.readonly',
    'calendar.calendars',
    'calendar.calendars.readonly',
    'calendar.app.created',
  ],
  freeBusy: ['calendar', 'calendar.readonly', 'calendar.freebusy', 'calendar.events.freebusy'],
  stop: [
    ...EVENTS_READ,
    'calendar.calendarlist',
    'calendar.calendarlist.readonly',
    'calendar.settings.readonly',
  ],
} as const;

export type Method = keyof typeof METHOD_SCOPES;

export const allows = (granted: readonly string[], method: Method): boolean =>
  METHOD_SCOPES[method].some((name) => granted.includes(scope(name)));

/** With nothing but the free/busy scope, events carry their times and no details. */
export const onlyBusy = (granted: readonly string[]): boolean =>
  !EVENTS_READ.some((name) => name !== 'calendar.events.freebusy' && granted.includes(scope(name)));

/** What the consent page says about a scope. */
export const SCOPE_WORDS: Record<string, string> = {
  openid: 'Know who you are on Google',
  email: 'See your e-mail address',
  profile: 'See your name',
  [scope('userinfo.email')]: 'See your e-mail address',
  [scope('userinfo.profile')]: 'See your name',
  [scope('calendar')]: 'See, edit, share and delete all your calendars',
  [scope('calendar.readonly')]: 'See all your calendars',
  [scope('calendar.events')]: 'View and edit events on all your calendars',
  [scope('calendar.events.readonly')]: 'View events on all your calendars',
  [scope('calendar.events.owned')]: 'See, create, change and delete events on calendars you own',
  [scope('calendar.events.freebusy')]: 'See the availability on calendars you have access to',
  [scope('calendar.freebusy')]: 'View your availability in your calendars',
  [scope('calendar.calendarlist.readonly')]: 'See the list of calendars you are subscribed to',
  [scope('calendar.calendarlist')]: 'See, add and remove calendars you are subscribed to',
};
