export const palette = {
  title: 'Go to, or book',
  search: 'Search or book',
  placeholder: 'For example: book Kalniņš for Alfa next week',
  none: 'Nothing fits. Try a client, a person or a screen.',
  hint: 'Arrows choose, Enter takes, Escape closes.',
  book: 'Propose times to {{name}}',
} as const;
