/** Colours that tell clients apart on white and in print, and for people who do not see red and green apart. */
const PALETTE = [
  '#1f6f8b',
  '#c2571a',
  '#5b4b9a',
  '#2e7d4f',
  '#a83254',
  '#8a6d1f',
  '#3f5f9e',
  '#6d4c41',
  '#00796b',
  '#9c4dcc',
] as const;

/** The colour of an agency's n-th client (from 0), when nobody chose one. */
export const colourOf = (n: number): string => PALETTE[n % PALETTE.length] ?? PALETTE[0];
