import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import type { OwnFields } from './merge-own.js';

/** Where an option stands on a calendar, and what we last wrote there. */
export interface Written {
  readonly clientId: string;
  readonly calendarId: string | null;
  readonly eventId: string | null;
  /** Under which it was made, and for which generation; of another one than the present it is history. */
  readonly key: string | null;
  readonly keyGeneration: number | null;
  readonly etag: string | null;
  readonly generation: number;
  readonly base: OwnFields | null;
}

@Injectable()
export class WrittenStore {
  async find(tx: Tx, agencyId: string, optionId: string): Promise<Written | null> {
    const [row]: Written[] = await tx.query(
      `select m.client_id as "clientId", o.calendar_id as "calendarId", o.calendar_event_id as "eventId", o.calendar_key as key, o.calendar_key_generation as "keyGeneration",
              o.calendar_etag as etag, o.calendar_generation as generation, o.calendar_base as base
       from meeting_option o join meeting m on m.agency_id = o.agency_id and m.meeting_id = o.meeting_id
       where o.agency_id = $1 and o.option_id = $2`,
      [agencyId, optionId],
    );
    return row ?? null;
  }

  async save(
    tx: Tx,
    agencyId: string,
    optionId: string,
    written: Pick<Written, 'calendarId' | 'eventId' | 'key' | 'keyGeneration' | 'etag' | 'base'>,
  ): Promise<void> {
    await tx.query(
      `update meeting_option set calendar_id = $3, calendar_event_id = $4, calendar_etag = $5, calendar_base = $6,
         calendar_key = $7, calendar_key_generation = $8
       where agency_id = $1 and option_id = $2`,
      [
        agencyId,
        optionId,
        written.calendarId,
        written.eventId,
        written.etag,
        written.base === null ? null : JSON.stringify(written.base),
        written.key,
        written.keyGeneration,
      ],
    );
  }

  /** After a deletion: the id stays taken at the provider, so it is kept; there is nothing to compare with. */
  async forget(tx: Tx, agencyId: string, optionId: string): Promise<void> {
    await tx.query(
      `update meeting_option set calendar_etag = null, calendar_base = null
       where agency_id = $1 and option_id = $2`,
      [agencyId, optionId],
    );
  }
}
