import { randomUUID } from 'node:crypto';
import { Global, Module } from '@nestjs/common';
import { AvailabilityModule } from '../../../src/availability/availability.module.js';
import type { BusyRow } from '../../../src/availability/busy.js';
import { BUSY_SOURCE, type BusySource, type MirroredTime } from '../../../src/availability/busy.port.js';
import type { CalendarState } from '../../../src/availability/input.js';
import type { Fact } from '../../../src/db/fact.js';
import { type Answer, type Body, PeopleApp } from '../../support/people-fixtures.js';

/** Calendars as a client has them, put down by hand. */
class WrittenCalendars implements BusySource {
  rows: BusyRow[] = [];
  states: CalendarState[] = [];

  mirrored(_clientId: string, from: number, to: number): Fact<MirroredTime> {
    return {
      name: 'spec-no-mirror',
      text: 'select 1',
      values: [],
      result: () => ({
        busy: this.rows.filter((row) => row.start < to && from < row.end),
        calendars: this.states,
      }),
    };
  }
}

export const SETTINGS = {
  zone: 'Europe/Riga',
  durationMinutes: 60,
  stepMinutes: 60,
  alignment: 'clock',
  horizonDays: 300,
};
const WORKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR'];

/** The rooms of people and of availability over HTTP, for one client at a time; it is 2026-03-02, 10:00 in Riga. */
export class AvailabilityHouse {
  clientId = '';
  session: string;

  private constructor(
    readonly people: PeopleApp,
    readonly calendars: WrittenCalendars,
    readonly agencyId: string,
    session: string,
  ) {
    this.session = session;
  }

  static async start(env: Record<string, string> = {}): Promise<AvailabilityHouse> {
    const calendars = new WrittenCalendars();

    @Global()
    @Module({ providers: [{ provide: BUSY_SOURCE, useValue: calendars }], exports: [BUSY_SOURCE] })
    class CalendarsStandIn {}

    const people = await PeopleApp.start({ env, modules: [CalendarsStandIn, AvailabilityModule] });
    const { agencyId, ownerEmail } = await people.makeAgency('Hours');
    return new AvailabilityHouse(people, calendars, agencyId, await people.signIn(ownerEmail));
  }

  close(): Promise<void> {
    return this.people.close();
  }

  /** A client who receives on workdays from nine to twelve, without calendars. */
  async newClient(name = 'Bakery'): Promise<string> {
    this.calendars.rows = [];
    this.calendars.states = [];
    this.clientId = await this.people.makeClient(this.agencyId, name);
    await this.hours([{ days: WORKDAYS, from: '09:00', to: '12:00' }]);
    return this.clientId;
  }

  async hours(windows: readonly object[], settings: object = {}, rules: readonly object[] = []) {
    const body = { settings: { ...SETTINGS, ...settings }, rules: [{ kind: 'weekly', windows }, ...rules] };
    const saved = await this.request('PUT', `/api/clients/${this.clientId}/availability`, body);
    expect([saved.status, saved.text]).toEqual([200, expect.anything()]);
  }

  request(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object): Promise<Answer> {
    return this.people.request(method, url, {
      session: this.session,
      ...(body === undefined ? {} : { body }),
    });
  }

  get(path: string): Promise<Answer> {
    return this.request('GET', `/api/clients/${this.clientId}/${path}`);
  }

  post(path: string, body?: object): Promise<Answer> {
    return this.request('POST', `/api/clients/${this.clientId}/${path}`, body);
  }

  put(path: string, body: object): Promise<Answer> {
    return this.request('PUT', `/api/clients/${this.clientId}/${path}`, body);
  }

  /** The starts that are offered on a day, read on Riga's clocks. */
  async startsOn(date: string, more = ''): Promise<string[]> {
    const day = Temporal.PlainDate.from(date);
    const at = (on: Temporal.PlainDate) =>
      on.toZonedDateTime({ timeZone: 'Europe/Riga' }).toInstant().toString();
    const answer = await this.get(`slots?from=${at(day)}&to=${at(day.add({ days: 1 }))}${more}`);
    expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
    return answer.body.slots.map(({ start }) => clockIn('Europe/Riga', start));
  }

  async place(name: string, latitude: number | null = null, longitude: number | null = null) {
    const body = { name, address: `${name} street 1`, latitude, longitude };
    return (await this.post('places', body)).body.placeId;
  }

  /** A meeting or hold of the client, straight into the database. */
  async commit(
    kind: 'hold' | 'meeting',
    start: string,
    end: string,
    placeId: string | null = null,
  ): Promise<{ meetingId: string; optionId: string }> {
    const meetingId = randomUUID();
    const optionId = randomUUID();
    const { database } = this.people;
    await database.asOwner(
      `insert into meeting (agency_id, meeting_id, client_id, state, title, zone, created_by, place_id)
       values ($1, $2, $3, 'proposed', 'Visit', 'Europe/Riga', gen_random_uuid(), $4)`,
      [this.agencyId, meetingId, this.clientId, placeId],
    );
    await database.asOwner(
      `insert into meeting_option (agency_id, option_id, meeting_id, ordinal, uid, during, state)
       values ($1, $2, $3, 1, $6, tstzrange($4, $5), 'offered')`,
      [this.agencyId, optionId, meetingId, start, end, optionId],
    );
    await database.asOwner(
      `insert into commitment (agency_id, client_id, option_id, meeting_id, kind, during)
       values ($1, $2, $3, $4, $5, tstzrange($6, $7))`,
      [this.agencyId, this.clientId, optionId, meetingId, kind, start, end],
    );
    return { meetingId, optionId };
  }

  /** Runs `work` as if it were so much later. */
  async later(ms: number, work: () => Promise<void>): Promise<void> {
    this.people.clock.pass(ms);
    try {
      await work();
    } finally {
      this.people.clock.pass(-ms);
    }
  }
}

export const clockIn = (zone: string, instant: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5);

export const pointers = (body: Body): string[] => (body.errors ?? []).map((error) => error.pointer).sort();
