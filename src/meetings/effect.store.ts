import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../db/tenant.js';
import { LEASE } from './backoff.js';
import type { DropReason, LaneFacts, OpenEffect } from './lane.js';
import type { Effect, OptionState } from './meeting.js';
import { iso, laneOf } from './meeting-row.js';

/** An effect in the hands of this worker: until `lease` runs out nobody else touches its lane. */
export interface ClaimedEffect {
  readonly effectId: string;
  readonly lease: string;
  readonly payload: Effect;
  /** Including this one. */
  readonly attempts: number;
  readonly createdAt: number;
  /** An earlier try may have been carried out: look before doing it again. */
  readonly wasUnknown: boolean;
  /** When something was last sent, or may have been: epoch ms. */
  readonly sentAt: number | null;
  /** A mail that has its place in the agency's pace already. */
  readonly paced: boolean;
}

/** How a try ended. */
export type Finish =
  | { readonly state: 'done' | 'failed'; readonly reason?: string; readonly outcome: Record<string, unknown> }
  | {
      readonly state: 'pending' | 'unknown' | 'parked';
      readonly reason: string;
      readonly nextTryAt: number;
      /** An earlier try may still have been carried out. */
      readonly unsettled?: boolean;
      /** This try sent nothing; of the one before. */
      readonly sentAt?: number | null;
      /** It only waits for its place in the agency's pace: nothing was tried. */
      readonly paced?: boolean;
    };

interface OpenRow {
  effect_id: string;
  lane: string;
  payload: Effect;
  state: OpenEffect['state'];
  unsettled: boolean;
  tried_at: Date | null;
  next_try_at: Date;
  lease_until: Date | null;
}

/** The effects of meetings: committed with the state that wants them, carried out at least once, ended exactly once. */
@Injectable()
export class EffectStore {
  async insert(
    tx: Tx,
    agencyId: string,
    subject: { clientId: string; meetingId: string },
    effects: readonly Effect[],
    now: number,
    notBefore = now,
  ): Promise<void> {
    const rows = effects.map((payload) => ({
      effect_id: uuidv7(),
      kind: payload.kind,
      lane: laneOf(payload),
      payload,
    }));
    await tx.query(
      `insert into effect (agency_id, effect_id, meeting_id, client_id, kind, lane, payload, next_try_at, created_at)
       select $1, (e ->> 'effect_id')::uuid, $2, $3, e ->> 'kind', e ->> 'lane', e -> 'payload', $6, $5
       from jsonb_array_elements($4::jsonb) with ordinality as t(e, n) order by n`,
      [agencyId, subject.meetingId, subject.clientId, JSON.stringify(rows), iso(now), iso(notBefore)],
    );
  }

  /** The open effects of a meeting in order, locked against other workers until the transaction ends. */
  async open(tx: Tx, agencyId: string, meetingId: string): Promise<OpenEffect[]> {
    const rows: OpenRow[] = await tx.query(
      `select effect_id, lane, payload, state, unsettled, tried_at, next_try_at, lease_until from effect
       where agency_id = $1 and meeting_id = $2 and state in ('pending', 'unknown', 'parked')
       order by seq for update`,
      [agencyId, meetingId],
    );
    return rows.map((row) => ({
      effectId: row.effect_id,
      lane: row.lane,
      payload: row.payload,
      state: row.state,
      unsettled: row.unsettled,
      triedAt: row.tried_at?.getTime() ?? null,
      nextTryAt: row.next_try_at.getTime(),
      leaseUntil: row.lease_until?.getTime() ?? null,
    }));
  }

  async laneFacts(tx: Tx, agencyId: string, lane: string): Promise<LaneFacts> {
    const optionId = lane.startsWith('option:') ? lane.slice('option:'.length) : null;
    const [row]: { written: boolean; state: OptionState | null }[] = await tx.query(
      `select exists (select 1 from effect where agency_id = $1 and lane = $2 and kind = 'calendar-put'
           and state in ('done', 'failed') and outcome ->> 'dropped' is null) as written,
         (select state from meeting_option where agency_id = $1 and option_id = $3) as state`,
      [agencyId, lane, optionId],
    );
    return { written: row?.written ?? false, optionState: row?.state ?? null };
  }

  /**
   * Takes an effect. It is `unknown` from here on, in the same commit: if this worker dies, the next one has to
   * suppose that the call was made.
   */
  async claim(tx: Tx, agencyId: string, effect: OpenEffect, now: number): Promise<ClaimedEffect> {
    const lease = uuidv7();
    const [rows]: [{ attempts: number; created_at: Date; paced: boolean }[], number] = await tx.query(
      `update effect set state = 'unknown', attempts = attempts + 1, lease_token = $3, lease_until = $4,
         tried_at = $5
       where agency_id = $1 and effect_id = $2
       returning attempts, created_at, paced`,
      [agencyId, effect.effectId, lease, iso(now + LEASE), iso(now)],
    );
    const [row] = rows;
    if (row === undefined) throw new Error(`Effect ${effect.effectId} went away while it was locked.`);
    return {
      effectId: effect.effectId,
      lease,
      payload: effect.payload,
      attempts: row.attempts,
      createdAt: row.created_at.getTime(),
      wasUnknown: effect.state === 'unknown' || effect.unsettled,
      sentAt: effect.triedAt,
      paced: row.paced,
    };
  }

  /** The worker that has the effect is alive. */
  async renew(
    tx: Tx,
    agencyId: string,
    { effectId, lease }: Pick<ClaimedEffect, 'effectId' | 'lease'>,
    now: number,
  ): Promise<void> {
    await tx.query(
      'update effect set lease_until = $4 where agency_id = $1 and effect_id = $2 and lease_token = $3',
      [agencyId, effectId, lease, iso(now + LEASE)],
    );
  }

  /**
   * `lost`, and nothing is written, when the lease ran out and another worker has the effect now. `look-again` when a
   * sync saw the client's hand on the event meanwhile (calendars/own-events.service.ts): what was written may not stand
   * any more, so the effect is `unknown` and its next try looks.
   */
  async finish(
    tx: Tx,
    agencyId: string,
    claimed: Pick<ClaimedEffect, 'effectId' | 'lease'>,
    end: Finish,
    now: number,
  ): Promise<'ended' | 'look-again' | 'lost'> {
    const over = 'outcome' in end;
    const [rows]: [{ seen: boolean }[], number] = await tx.query(
      `update effect set state = $4, reason = $5, outcome = $6, done_at = $7, next_try_at = coalesce($8, next_try_at),
         attempts = attempts - case when $12 then 1 else 0 end, paced = paced or $12, unsettled = $9, tried_at = case when $10 then $11 else tried_at end, lease_token = null, lease_until = null
       where agency_id = $1 and effect_id = $2 and lease_token = $3 returning payload ? 'look' as seen`,
      [
        agencyId,
        claimed.effectId,
        claimed.lease,
        end.state,
        end.reason ?? null,
        over ? JSON.stringify(end.outcome) : null,
        over ? iso(now) : null,
        over ? null : iso(end.nextTryAt),
        !over && end.unsettled === true,
        !over && end.sentAt !== undefined,
        over || end.sentAt == null ? null : iso(end.sentAt),
        !over && end.paced === true,
      ],
    );
    const [row] = rows;
    if (row === undefined) return 'lost';
    if (end.state !== 'done' || !row.seen) return 'ended';
    await tx.query(
      `update effect set state = 'unknown', reason = 'the client changed the event meanwhile', outcome = null,
         done_at = null, next_try_at = $3, payload = payload - 'look'
       where agency_id = $1 and effect_id = $2`,
      [agencyId, claimed.effectId, iso(now)],
    );
    return 'look-again';
  }

  /** Ends an effect whose purpose is gone; it was never sent. */
  async drop(tx: Tx, agencyId: string, effectId: string, reason: DropReason, now: number): Promise<void> {
    await tx.query(
      `update effect set state = 'done', reason = $3, outcome = $4, done_at = $5,
         lease_token = null, lease_until = null
       where agency_id = $1 and effect_id = $2`,
      [agencyId, effectId, reason, JSON.stringify({ dropped: reason }), iso(now)],
    );
  }

  /** Meetings with an effect that could be tried now: what a lost job would leave lying. Oldest first. */
  async meetingsDue(tx: Tx, agencyId: string, now: number, limit = 500): Promise<string[]> {
    const rows: { meeting_id: string }[] = await tx.query(
      `select meeting_id from effect
       where agency_id = $1 and state in ('pending', 'unknown', 'parked') and next_try_at <= $2
         and (lease_until is null or lease_until <= $2)
       group by meeting_id order by min(next_try_at) limit $3`,
      [agencyId, iso(now), limit],
    );
    return rows.map((row) => row.meeting_id);
  }

  /** Message-IDs of what was sent to an attendee before, oldest first: one conversation (RFC 5322 3.6.4). */
  async sentBefore(tx: Tx, agencyId: string, attendeeId: string): Promise<string[]> {
    const rows: { effect_id: string }[] = await tx.query(
      `select effect_id from effect where agency_id = $1 and lane = $2 and kind = 'mail' and state = 'done'
       order by seq`,
      [agencyId, `attendee:${attendeeId}`],
    );
    return rows.map((row) => row.effect_id);
  }
}
