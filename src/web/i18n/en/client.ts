export const client = {
  bar: 'Chosen client',
  choose: 'Choose a client',
  switch: 'Switch client',
  week: 'Week',
  propose: 'Propose',
  phone: 'Phone',
  meetings: 'Meetings',
  settings: 'Settings',
  person: 'Person',
  none: 'No client is assigned to you yet. The owner of the agency assigns clients.',
} as const;
