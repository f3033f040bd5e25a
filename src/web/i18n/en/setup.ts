export const setup = {
  title: 'Set up the agency',
  lead: 'You become its owner. Secretaries are invited afterwards.',
  noToken: 'The address is incomplete: open the whole link that the service printed when it started.',
  agencyName: 'Name of the agency',
  yourName: 'Your name',
  zoneHint: 'The one that the agency’s days are counted in.',
  passwordHint: 'At least 12 characters.',
  submit: 'Set up',
} as const;
