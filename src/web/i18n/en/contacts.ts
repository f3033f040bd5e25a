export const contacts = {
  none: 'No contact yet.',
  noneHint: 'Contacts are made while proposing, or here.',
  add: 'Add a contact',
  edit: 'Change the contact',
  search: 'Search in contacts',
  nothing: 'No contact fits “{{text}}”.',
} as const;
