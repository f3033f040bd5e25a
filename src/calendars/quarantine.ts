/**
 * When a loss is too large to be believed at once, and what happens then.
 *
 * A provider that forgets a calendar for a minute, a share that shows half of it, a defect of ours: each looks exactly
 * like a client who tidied up, and believing it would give the client's time away. Doubting it costs some minutes in
 * which a freed time is still closed.
 */

export interface Quarantine {
  /** Epoch ms of the pass that lost it. */
  readonly since: number;
  /** Events and series that went missing, of how many that mattered. */
  readonly lost: number;
  readonly of: number;
  /** Lists since then that said the same. */
  readonly looks: number;
  /** Epoch ms: an earlier look would ask the same trouble again. */
  readonly nextLookAt: number;
  /** What the last look found. */
  readonly found: 'nothing-yet' | 'still-there' | 'no-answer' | 'cannot-tell';
  /** A person has said that it is right; the next list is believed. */
  readonly accepted: boolean;
}

export interface Loss {
  /** Events and series that matter to free times from now on, and went missing. */
  readonly lost: number;
  /** How many there were, the lost among them. */
  readonly of: number;
}

const FEWEST_TOLD = 5;
const FEWEST_UNSEEN = 3;

/**
 * Twice the square root: 7 of 10, 20 of 100, 63 of 1,000, 200 of 10,000. What a full list merely does not show weighs
 * more than what a list of changes names as deleted: of a small calendar it is doubted when three are gone, or all.
 */
export const isSuspicious = ({ lost, of }: Loss, full: boolean): boolean => {
  if (lost === 0) return false;
  const large = Math.ceil(2 * Math.sqrt(of));
  return full
    ? lost >= Math.min(of, Math.max(FEWEST_UNSEEN, large))
    : lost >= Math.max(FEWEST_TOLD, Math.min(of, large));
};

const MINUTE = 60_000;
const WAITS = [2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE];

export const nextLook = (looks: number, now: number): number => now + (WAITS[looks] ?? 60 * MINUTE);

export const beginQuarantine = ({ lost, of }: Loss, now: number): Quarantine => ({
  since: now,
  lost,
  of,
  looks: 0,
  nextLookAt: nextLook(0, now),
  found: 'nothing-yet',
  accepted: false,
});

/** Full lists, some minutes apart, that are believed where single events cannot be asked for (a subscribed file). */
const LISTS_BELIEVED = 3;

/** What asking for single events said, beside the list that does not show them. */
export interface Evidence {
  /** Answers: it is deleted, or never was. */
  readonly gone: number;
  /** Answers: here it is, and it lies where the list should have shown it. */
  readonly there: number;
  /** No answer, or none that says anything. */
  readonly silent: number;
  /** The provider does not give single events at all. */
  readonly cannotTell: number;
}

export type Judgement = { readonly believe: true } | { readonly believe: false; readonly next: Quarantine };

/** @param now epoch ms. The list of this look said again that they are missing. */
export const judge = (before: Quarantine, loss: Loss, evidence: Evidence, now: number): Judgement => {
  const looks = before.looks + 1;
  const next = (found: Quarantine['found']): Judgement => ({
    believe: false,
    next: { ...before, ...loss, looks, nextLookAt: nextLook(looks, now), found },
  });
  if (evidence.there > 0) return next('still-there');
  if (evidence.silent > 0) return next('no-answer');
  if (evidence.gone > 0) return { believe: true };
  return looks >= LISTS_BELIEVED ? { believe: true } : next('cannot-tell');
};
