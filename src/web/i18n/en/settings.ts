export const settings = {
  title: 'Settings',
  calendars: 'Calendars',
  availability: 'Availability',
  kinds: 'Kinds of meeting',
  proposals: 'Proposals',
  places: 'Places',
  contacts: 'Contacts',
  profile: 'Client',
} as const;
