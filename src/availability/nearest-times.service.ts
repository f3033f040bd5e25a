import { Inject, Injectable } from '@nestjs/common';
import type { ClientRow } from '../clients/client.schema.js';
import type { Tx } from '../db/tenant.js';
import { MS_A_DAY, MS_A_MINUTE } from '../time/civil.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { Interval } from '../time/interval.js';
import { AvailabilityFacts } from './facts.service.js';
import { rankSlots } from './rank.js';
import { substitute } from './suggest.js';
import { DAYS_BESIDE } from './suggestions.schema.js';
import { TravelTables } from './travel-table.service.js';

export interface LostTime {
  /** [start, end) of the time that can no longer be had. */
  readonly time: Interval;
  /** Whose own rows do not stand in the way. */
  readonly meetingId: string;
  readonly placeId: string | null;
  /** Where the partner is. */
  readonly partnerZone: string;
}

/** Replacements for a time that was lost, for use under the client's lock: nobody else's server is waited for. */
@Injectable()
export class NearestTimes {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AvailabilityFacts) private readonly facts: AvailabilityFacts,
    @Inject(TravelTables) private readonly tables: TravelTables,
  ) {}

  /** The `n` nearest, the nearest first; none where nobody has said when the client can be met. */
  async find(
    tx: Tx,
    agencyId: string,
    client: Pick<ClientRow, 'clientId' | 'zone'>,
    { time, meetingId, placeId, partnerZone }: LostTime,
    n: number,
  ): Promise<Interval[]> {
    const window = {
      start: Math.max(this.clock.now(), time.start - DAYS_BESIDE * MS_A_DAY),
      end: Math.max(this.clock.now(), time.end) + DAYS_BESIDE * MS_A_DAY,
    };
    const wanted = {
      durationMinutes: (time.end - time.start) / MS_A_MINUTE,
      reschedules: meetingId,
      ...(placeId === null ? {} : { placeId }),
    };
    const { input, travel } = await this.facts.gather(tx, agencyId, client, window, wanted);
    if (input.rules.length === 0) return [];
    const asked = travel === null ? input : { ...input, travel: this.tables.atHand(travel) };
    const ranked = rankSlots(asked, { zone: partnerZone });
    const chosen: Interval[] = [];
    // One after the other, so that no two of them overlap.
    while (chosen.length < n) {
      const [next] = substitute(time, ranked, chosen, 1);
      if (next === undefined) break;
      chosen.push({ start: next.slot.start, end: next.slot.end });
    }
    return chosen;
  }
}
