/** Received mail that still takes room: how many, and how many octets. */
export interface Usage {
  readonly mails: number;
  readonly octets: number;
}

const MEGABYTE = 1024 * 1024;

/**
 * The most that is kept waiting. `unclaimed`: mail of an agency that no invitation of ours leads to; anybody who knows
 * an address of ours can write there. `attendee`: what one attendee's address has brought in and nobody has seen to;
 * that address is a secret, but it travels with each forwarded invitation.
 */
export const ROOM: Readonly<Record<'unclaimed' | 'attendee', Usage>> = {
  unclaimed: { mails: 1_000, octets: 200 * MEGABYTE },
  attendee: { mails: 200, octets: 50 * MEGABYTE },
};

/** Whether one more mail of this size finds room; 0 when the size is not known yet. */
export const hasRoom = (used: Usage, most: Usage, octets = 0): boolean =>
  used.mails < most.mails && used.octets + octets <= most.octets;

/** From here on bulk mail is let go, the oldest first, until half of the room is free again. */
export const isTight = (used: Usage, most: Usage): boolean =>
  used.mails >= most.mails * 0.8 || used.octets >= most.octets * 0.8;

export const isRelieved = (used: Usage, most: Usage): boolean =>
  used.mails <= most.mails * 0.5 && used.octets <= most.octets * 0.5;

const DAY = 24 * 60 * 60 * 1_000;

/** How long unmatched mail is kept for somebody to see to, ms. */
export const KEPT_FOR = 90 * DAY;
