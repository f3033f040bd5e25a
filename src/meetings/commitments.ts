import type { Meeting } from './meeting.js';

/** A stretch [start, end) of the client's time that is ours: no two of one client overlap (invariant 1). */
export interface Commitment {
  readonly optionId: string;
  readonly kind: 'hold' | 'meeting';
  readonly start: number;
  readonly end: number;
}

/**
 * What a meeting occupies, derived from its options: there is no releasing of holds to be forgotten. A meeting in
 * question keeps its time until a person has spoken.
 */
export const commitmentsOf = (meeting: Meeting): Commitment[] =>
  meeting.options.flatMap(({ optionId, state, exclusive, start, end }): Commitment[] => {
    if (state === 'confirmed') return [{ optionId, kind: 'meeting', start, end }];
    if (state === 'offered' && exclusive) return [{ optionId, kind: 'hold', start, end }];
    return [];
  });

/** The commitments for which time has to be found free: what is new, at another time, or no longer only a hold. */
export const newlyOccupied = (before: Meeting, after: Meeting): Commitment[] => {
  const was = commitmentsOf(before);
  return commitmentsOf(after).filter(
    (now) => !was.some((old) => old.kind === now.kind && old.start === now.start && old.end === now.end),
  );
};
