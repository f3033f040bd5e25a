import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import type { OwnFields } from './merge-own.js';

/** An event of ours that stands, or may stand, where its meeting is not written to (any more). */
export interface LeftBehind {
  readonly calendarId: string;
  /** Null: a create was sent whose end was never recorded. */
  readonly eventId: string | null;
  readonly key: string;
}

/** Where an option stands on a calendar, and what we last wrote there. */
export interface Written {
  readonly clientId: string;
  /** Of the option in all calendar texts, whatever its keys are. */
  readonly icalUid: string;
  readonly calendarId: string | null;
  readonly eventId: string | null;
  /** Under which it was made, and for which generation; of another one than the present it is history. */
  readonly key: string | null;
  readonly keyGeneration: number | null;
  readonly etag: string | null;
  readonly generation: number;
  readonly base: OwnFields | null;
  readonly left: readonly LeftBehind[];
}

@Injectable()
export class WrittenStore {
  async find(tx: Tx, agencyId: string, optionId: string): Promise<Written | null> {
    const [row]: Written[] = await tx.query(
      `select m.client_id as "clientId", o.uid as "icalUid", o.calendar_id as "calendarId", o.calendar_event_id as "eventId", o.calendar_key as key, o.calendar_key_generation as "keyGeneration",
              o.calendar_etag as etag, o.calendar_generation as generation, o.calendar_base as base,
              o.calendar_left as left
       from meeting_option o join meeting m on m.agency_id = o.agency_id and m.meeting_id = o.meeting_id
       where o.agency_id = $1 and o.option_id = $2`,
      [agencyId, optionId],
    );
    return row ?? null;
  }

  /**
   * @param stands where it stands from now on; nothing is under way there any more.
   * @param leaves what still stands elsewhere and has to be taken off.
   */
  async save(
    tx: Tx,
    agencyId: string,
    optionId: string,
    stands: Pick<Written, 'calendarId' | 'eventId' | 'key' | 'keyGeneration' | 'etag' | 'base'>,
    leaves: LeftBehind | null,
  ): Promise<void> {
    await tx.query(
      `update meeting_option set calendar_id = $3::uuid, calendar_event_id = $4, calendar_etag = $5, calendar_base = $6,
         calendar_key = $7::text, calendar_key_generation = $8, calendar_left = $9::jsonb || ${without('$3::uuid', '$7::text')}
       where agency_id = $1 and option_id = $2`,
      [
        agencyId,
        optionId,
        stands.calendarId,
        stands.eventId,
        stands.etag,
        stands.base === null ? null : JSON.stringify(stands.base),
        stands.key,
        stands.keyGeneration,
        JSON.stringify(leaves === null ? [] : [leaves]),
      ],
    );
  }

  /** Before a create is sent: if its end is never recorded, this says where something of ours may stand. */
  async intend(tx: Tx, agencyId: string, optionId: string, calendarId: string, key: string): Promise<void> {
    const mayStand: LeftBehind = { calendarId, eventId: null, key };
    await tx.query(
      `update meeting_option set calendar_left = ${without('$3::uuid', '$4::text')} || $5::jsonb
       where agency_id = $1 and option_id = $2`,
      [agencyId, optionId, calendarId, key, JSON.stringify([mayStand])],
    );
  }

  /** It is off that calendar, or the calendar is none of ours any more. */
  async forgetLeft(tx: Tx, agencyId: string, optionId: string, left: LeftBehind): Promise<void> {
    await tx.query(
      `update meeting_option set calendar_left = ${without('$3::uuid', '$4::text')} where agency_id = $1 and option_id = $2`,
      [agencyId, optionId, left.calendarId, left.key],
    );
  }

  /**
   * A sync may have listed the event before it was recorded here, when nothing on it told whose it is: from now on the
   * mirror knows. @see lockCalendar
   */
  async adopt(
    tx: Tx,
    agencyId: string,
    event: { readonly calendarId: string; readonly eventId: string },
    own: { readonly meetingId: string; readonly optionId: string },
  ): Promise<void> {
    await tx.query(
      `with row as (
         update event set meeting_id = $4, option_id = $5
         where agency_id = $1 and calendar_id = $2 and external_id = $3 and option_id is distinct from $5)
       update busy set meeting_id = $4
       where agency_id = $1 and calendar_id = $2 and external_id = $3 and meeting_id is distinct from $4`,
      [agencyId, event.calendarId, event.eventId, own.meetingId, own.optionId],
    );
  }

  /** First of all locks, as a sync does it: then a page in the making is either seen here or sees what is saved. */
  async lockCalendar(tx: Tx, agencyId: string, calendarId: string): Promise<void> {
    await tx.query('select 1 from calendar where agency_id = $1 and calendar_id = $2 for update', [
      agencyId,
      calendarId,
    ]);
  }

  /** Before it is taken off its calendar so that it can stand on another one: whatever happens, it is ours to take off. */
  async leave(tx: Tx, agencyId: string, optionId: string, left: LeftBehind): Promise<void> {
    const nowhere = {
      calendarId: null,
      eventId: null,
      key: null,
      keyGeneration: null,
      etag: null,
      base: null,
    };
    await this.save(tx, agencyId, optionId, nowhere, left);
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

const without = (calendarId: string, key: string): string => `(
  select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements(calendar_left) as one
  where one->>'calendarId' is distinct from ${calendarId}::text or one->>'key' is distinct from ${key}::text)`;
