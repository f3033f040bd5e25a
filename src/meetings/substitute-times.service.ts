import { Inject, Injectable } from '@nestjs/common';
import { NearestTimes } from '../availability/nearest-times.service.js';
import type { Tx } from '../db/tenant.js';
import type { Meeting, OfferedTime, TimeRange } from './meeting.js';
import { OptionIds } from './option-ids.service.js';
import { offeredOptions, overlap } from './options.js';

/** As many as a person reads. */
const MOST = 3;

/** Times to offer at once to somebody who came too late. To be asked under the client's lock. */
@Injectable()
export class SubstituteTimes {
  constructor(
    @Inject(NearestTimes) private readonly nearest: NearestTimes,
    @Inject(OptionIds) private readonly ids: OptionIds,
  ) {}

  /** None when the rules want a person to choose them. */
  async find(tx: Tx, agencyId: string, meeting: Meeting, lost: TimeRange): Promise<OfferedTime[]> {
    if (!meeting.rules.substitutes) return [];
    const found = await this.suggest(tx, agencyId, meeting, lost);
    return found.map(({ start, end }) =>
      this.ids.offeredTime({ start: new Date(start).toISOString(), end: new Date(end).toISOString() }),
    );
  }

  /** For a person to choose from: the nearest first, none that the meeting offers already. */
  async suggest(tx: Tx, agencyId: string, meeting: Meeting, lost: TimeRange): Promise<TimeRange[]> {
    const { meetingId, clientId } = meeting;
    const open = offeredOptions(meeting);
    const [row]: { zone: string; place_id: string | null }[] = await tx.query(
      `select c.zone, m.place_id from meeting m join client c using (agency_id, client_id)
       where m.agency_id = $1 and m.meeting_id = $2`,
      [agencyId, meetingId],
    );
    if (row === undefined) return [];
    const partnerZone = meeting.attendees.find(({ role }) => role === 'required')?.zone ?? row.zone;
    const time = { start: lost.start, end: lost.end };
    const found = await this.nearest.find(
      tx,
      agencyId,
      { clientId, zone: row.zone },
      { time, meetingId, placeId: row.place_id, partnerZone },
      // The meeting's own times do not stand in the way there, and each can lie on two of what is found.
      MOST + 2 * open.length,
    );
    return found.filter((time) => !open.some((option) => overlap(option, time))).slice(0, MOST);
  }
}
