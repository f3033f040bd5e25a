import { Injectable } from '@nestjs/common';
import { speakerOf } from '../covers/speaker.js';
import type { Tx } from '../db/tenant.js';
import type { MeetingBackground, MeetingPlace } from './background.js';

interface Row {
  client_id: string;
  title: string;
  note: string | null;
  zone: string;
  client_name: string;
  client_person: string;
  user_name: string;
  user_phone: string | null;
  user_email: string;
  place_name: string | null;
  place_address: string | null;
  latitude: number | null;
  longitude: number | null;
  place_text: string | null;
}

@Injectable()
export class BackgroundStore {
  /** @param now epoch ms: who speaks for a meeting depends on who is away. */
  async load(tx: Tx, agencyId: string, meetingId: string, now: number): Promise<MeetingBackground | null> {
    const [row]: Row[] = await tx.query(
      `select m.client_id, m.title, m.note, m.zone, m.place_text, c.name as client_name, c.person as client_person,
         u.name as user_name, u.phone as user_phone, u.email as user_email,
         p.name as place_name, p.address as place_address, p.latitude, p.longitude
       from meeting m
       join client c using (agency_id, client_id)
       join app_user u on u.agency_id = m.agency_id and u.user_id = ${speakerOf('m', '$3::timestamptz')}
       left join place p on p.agency_id = m.agency_id and p.place_id = m.place_id
       where m.agency_id = $1 and m.meeting_id = $2`,
      [agencyId, meetingId, new Date(now)],
    );
    return row === undefined ? null : backgroundOf(row);
  }

  /** Of a proposal that is not made yet. */
  async ofDraft(
    tx: Tx,
    agencyId: string,
    userId: string,
    clientId: string,
    { title, note, placeId, placeText }: DraftBackground,
  ): Promise<MeetingBackground> {
    const [found]: Omit<Row, 'title' | 'note' | 'place_text'>[] = await tx.query(DRAFT, [
      agencyId,
      clientId,
      userId,
      placeId,
    ]);
    if (found === undefined) throw new Error(`Client ${clientId} went away in its own transaction.`);
    return backgroundOf({ ...found, title, note, place_text: placeText });
  }
}

export interface DraftBackground {
  readonly title: string;
  readonly note: string | null;
  readonly placeId: string | null;
  readonly placeText: string | null;
}

const backgroundOf = (row: Row): MeetingBackground => ({
  clientId: row.client_id,
  title: row.title,
  note: row.note,
  zone: row.zone,
  client: { name: row.client_name, person: row.client_person },
  secretary: { name: row.user_name, phone: row.user_phone, email: row.user_email },
  place: placeOf(row),
});

const DRAFT = `
  select c.client_id, c.zone, c.name as client_name, c.person as client_person, u.name as user_name,
    u.phone as user_phone, u.email as user_email, p.name as place_name, p.address as place_address, p.latitude,
    p.longitude
  from client c
  join app_user u on u.agency_id = c.agency_id and u.user_id = $3
  left join place p on p.agency_id = c.agency_id and p.client_id = c.client_id and p.place_id = $4
  where c.agency_id = $1 and c.client_id = $2`;

const placeOf = (row: Row): MeetingPlace | null => {
  if (row.place_name !== null && row.place_address !== null) {
    return {
      name: row.place_name,
      address: row.place_address,
      latitude: row.latitude,
      longitude: row.longitude,
    };
  }
  if (row.place_text === null) return null;
  return { name: row.place_text, address: '', latitude: null, longitude: null };
};
