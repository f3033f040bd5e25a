export const health = {
  title: 'Calendars',
  none: 'No calendar is linked. All times count as free as far as the working hours go.',
  link: 'Link a calendar',
  never:
    '“{{name}}” is being read for the first time: {{count}} entries so far. Until then no time is offered.',
  failing: '“{{name}}” could not be read since {{when}}. What you see is from then.',
  stale: '“{{name}}” was last read {{when}}. What you see may have changed.',
  gone: '“{{name}}” cannot be read any more. Link the account anew.',
  reconnect: '{{account}} has to be linked anew: access was taken back.',
  see: 'See calendars',
  look: 'Look',
  unread_zero: '“{{name}}”: {{count}} entries could not be read. Times that they take may be offered.',
  unread_one: '“{{name}}”: {{count}} entry could not be read. Times that it takes may be offered.',
  unread_other: '“{{name}}”: {{count}} entries could not be read. Times that they take may be offered.',
  unreadRemedy:
    'Look in the client’s own calendar which times they take, and close those by hand. Once seen, an entry is not mentioned again until it changes.',
  seen: 'Seen',
  unsee: 'Mention again',
} as const;
