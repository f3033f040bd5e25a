export const settings = {
  title: 'Settings',
  calendars: 'Calendars',
  availability: 'Availability',
  places: 'Places',
  contacts: 'Contacts',
  profile: 'Client',
} as const;
