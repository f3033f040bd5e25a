import type { Effect, OptionState } from './meeting.js';

/** An effect that is not done yet, as a lane holds it. Instants in epoch ms. */
export interface OpenEffect {
  readonly effectId: string;
  readonly lane: string;
  readonly payload: Effect;
  /** unknown: it may have been carried out. pending, parked: it certainly has not. */
  readonly state: 'pending' | 'unknown' | 'parked';
  /** An earlier try may have been carried out, and no look since has settled that. */
  readonly unsettled: boolean;
  /** The last try that may have sent something; null before the first. */
  readonly triedAt: number | null;
  readonly nextTryAt: number;
  readonly leaseUntil: number | null;
}

/** What a lane is about. */
export interface LaneFacts {
  /** A calendar-put of this lane has been carried out: there is something to delete. */
  readonly written: boolean;
  readonly optionState: OptionState | null;
}

export type DropReason = 'superseded' | 'nothing-written' | 'meeting-over';

export interface LanePlan {
  /** Effects whose purpose is gone; they count as done, with the reason. */
  readonly drop: readonly { readonly effectId: string; readonly reason: DropReason }[];
  /** The next one to carry out, or when to look again, or nothing. */
  readonly next:
    | { readonly kind: 'run'; readonly effect: OpenEffect }
    | { readonly kind: 'wait'; readonly until: number; readonly leased: boolean }
    | { readonly kind: 'empty' };
}

/**
 * What to do next in a lane, given its open effects in the order of their decision. Only the first one may run: a
 * partner never reads a withdrawal before the invitation, and a delete never overtakes the write that it follows.
 *
 * A calendar write that certainly was not carried out gives way to what was decided after it; one that may have been
 * is settled first. Mails never give way: each says
 * something to a person.
 */
export const planLane = (open: readonly OpenEffect[], facts: LaneFacts, now: number): LanePlan => {
  const drop: { effectId: string; reason: DropReason }[] = [];
  for (const [i, effect] of open.entries()) {
    if (effect.leaseUntil !== null && effect.leaseUntil > now) {
      return { drop, next: { kind: 'wait', until: effect.leaseUntil, leased: true } };
    }
    const reason = purposeless(effect, open.slice(i + 1), facts);
    if (reason !== null) {
      drop.push({ effectId: effect.effectId, reason });
      continue;
    }
    if (effect.nextTryAt > now) {
      return { drop, next: { kind: 'wait', until: effect.nextTryAt, leased: false } };
    }
    return { drop, next: { kind: 'run', effect } };
  }
  return { drop, next: { kind: 'empty' } };
};

const purposeless = (
  { payload, state, unsettled }: OpenEffect,
  later: readonly OpenEffect[],
  facts: LaneFacts,
): DropReason | null => {
  if (payload.kind === 'mail' || state === 'unknown' || unsettled) return null;
  if (payload.kind === 'calendar-delete') return facts.written ? null : 'nothing-written';
  if (later.length > 0) return 'superseded';
  const wanted: OptionState = payload.status === 'tentative' ? 'offered' : 'confirmed';
  return facts.optionState === wanted ? null : 'meeting-over';
};
