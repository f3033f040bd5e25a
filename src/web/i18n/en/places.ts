export const places = {
  none: 'No place yet.',
  noneHint: 'Places can be chosen in proposals, and partners get a map.',
  add: 'Add a place',
  edit: 'Change the place',
  address: 'Address',
} as const;
