import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { type EffectRow, toEffectView } from './meeting-view.js';
import type { EffectView } from './meeting-view.schema.js';

/** So often in a row is no hiccup any more. */
const TROUBLE = 3;

/** Effects as people see them. */
@Injectable()
export class EffectListStore {
  /** In the order in which they were decided. */
  async ofMeeting(tx: Tx, agencyId: string, meetingId: string): Promise<EffectView[]> {
    const rows: EffectRow[] = await tx.query(
      'select * from effect where agency_id = $1 and meeting_id = $2 order by seq',
      [agencyId, meetingId],
    );
    return rows.map(toEffectView);
  }

  /** What failed, is parked, or keeps failing; newest first. */
  async troubled(
    tx: Tx,
    agencyId: string,
    clientIds: readonly string[],
    limit: number,
  ): Promise<EffectView[]> {
    const rows: EffectRow[] = await tx.query(
      `select * from effect
       where agency_id = $1 and client_id = any($2::uuid[])
         and (state in ('failed', 'parked') or (state in ('pending', 'unknown') and attempts >= $3))
       order by seq desc limit $4`,
      [agencyId, clientIds, TROUBLE, limit],
    );
    return rows.map(toEffectView);
  }
}
