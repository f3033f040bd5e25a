export const places = {
  none: 'No place yet.',
  noneHint: 'Places can be chosen in proposals, and partners get a map.',
  add: 'Add a place',
  edit: 'Change the place',
  address: 'Address',
  latitude: 'Latitude',
  longitude: 'Longitude',
  pointHint: 'Degrees, as a map shows them. Ways are estimated from them where no minutes are agreed on.',
  noPoint: 'not on the map yet: ways to it are not known',
  ways: 'Ways between places',
  waysLead:
    'Minutes that you know better than an estimate. Left empty, the way is estimated; the way back takes as long.',
  minutes: 'minutes',
} as const;
