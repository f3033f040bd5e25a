/** What is in the way of a time. Of an event of the client's own calendar only the time is said. */
export type Clash =
  | {
      readonly kind: 'meeting' | 'hold';
      readonly start: number;
      readonly end: number;
      readonly meetingId: string;
      readonly optionId: string;
      readonly title: string;
    }
  | { readonly kind: 'event'; readonly start: number; readonly end: number };
