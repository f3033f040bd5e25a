export const journal = {
  title: 'Journal for invoices',
  lead: 'What was done in these days, a line a deed, as a table for Excel or another program.',
  secretary: 'Secretary',
  everybody: 'Everybody',
  client: 'Client',
  allClients: 'All clients',
  get: 'Save as CSV',
  separator: 'Cells are parted by',
  separators: {
    usual: 'as in Excel',
    comma: 'commas',
    semicolon: 'semicolons',
    tab: 'tabs',
  },
} as const;
