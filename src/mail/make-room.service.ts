import { Inject, Injectable, Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { IncomingStore } from './incoming.store.js';
import { isRelieved, isTight, KEPT_FOR, ROOM } from './mail-room.js';

const AT_ONCE = 50;

/**
 * Lets go of the bytes of unmatched mail that nobody has seen to: what is too old, and, when room runs out, bulk mail,
 * the oldest first. Mail that a person wrote is never let go to make room: then the house is full, and says so (452).
 * Sender and subject stay listed as `discarded`, and the journal says how many there were.
 */
@Injectable()
export class MakeRoom {
  private readonly log = new Logger('MakeRoom');

  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(IncomingStore) private readonly incoming: IncomingStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns how many mails were let go. */
  async run(agencyId: string): Promise<number> {
    return this.db.inAgency(agencyId, async (tx) => {
      const now = this.clock.now();
      const old = await this.discard(tx, agencyId, 'too-old', now - KEPT_FOR);
      return old + (await this.relieve(tx, agencyId, now));
    });
  }

  private async relieve(tx: Tx, agencyId: string, now: number): Promise<number> {
    const used = () => this.incoming.waiting(tx, { agencyId, attendee: null });
    if (!isTight(await used(), ROOM.unclaimed)) return 0;
    let gone = 0;
    while (!isRelieved(await used(), ROOM.unclaimed)) {
      const some = await this.discard(tx, agencyId, 'made-room', now);
      if (some === 0) break;
      gone += some;
    }
    return gone;
  }

  /** @param before epoch ms: those that arrived earlier; of `made-room` only bulk. */
  private async discard(
    tx: Tx,
    agencyId: string,
    reason: 'too-old' | 'made-room',
    before: number,
  ): Promise<number> {
    const gone = await this.incoming.discard(tx, agencyId, { reason, before, most: AT_ONCE });
    if (gone === 0) return 0;
    this.log.warn(`${gone} unmatched mails were let go (${reason}).`);
    await tx.query(
      `insert into journal (agency_id, entry_id, at, actor, kind, detail) values ($1, $2, $3, 'service', $4, $5)`,
      [
        agencyId,
        uuidv7(),
        new Date(this.clock.now()),
        'mail-discarded',
        JSON.stringify({ mails: gone, reason }),
      ],
    );
    return gone;
  }
}
