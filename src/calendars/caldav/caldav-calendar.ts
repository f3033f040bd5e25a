import { createHash } from 'node:crypto';
import type { GuardedFetch } from '../../outbound/guarded-fetch.js';
import type { Clock } from '../../time/clock.port.js';
import type { BoundedWorkers } from '../../worker/bounded-worker.service.js';
import type {
  Access,
  CalendarProvider,
  ChangePage,
  ChangesFrom,
  CredentialLinking,
  Credentials,
  Fault,
  LinkedAccount,
  Outcome,
  OwnEvent,
  OwnEventRef,
  RemoteCalendar,
  RemoteEvent,
} from '../calendar.port.js';
import { credentialsOf } from '../credentials.js';
import { plain, type Resource } from './caldav-resource.js';
import { listChanges, NAMESPACES } from './changes.js';
import { DavClient, type DavLimits } from './dav-client.js';
import { child, textOf } from './dav-row.js';
import { discover, readPrincipal, type ServiceOf, serviceInDns } from './discovery.js';
import { addressOf, resourceId } from './href.js';
import { listCalendars } from './list-calendars.js';
import { ObjectReader } from './object-reader.js';
import { newBody } from './own-body.js';

export interface CaldavOptions {
  readonly serviceOf?: ServiceOf;
  readonly limits?: DavLimits;
  /** Objects fetched at once. */
  readonly batch?: number;
}

/**
 * Calendars on CalDAV servers (RFC 4791): iCloud, Fastmail, Nextcloud, Radicale and their like, with a password for
 * this program. Such servers tell nobody of changes, so they are polled.
 */
export class CaldavCalendar implements CalendarProvider, CredentialLinking {
  readonly provider = 'caldav';
  readonly kind = 'credentials';
  readonly linking = this;
  readonly mirrors = 'series';
  readonly watching = null;
  private readonly reader: ObjectReader;

  constructor(
    private readonly guard: GuardedFetch,
    workers: BoundedWorkers,
    private readonly clock: Clock,
    private readonly options: CaldavOptions = {},
  ) {
    this.reader = new ObjectReader(workers);
  }

  open(entered: Credentials): Promise<Outcome<LinkedAccount<Credentials>>> {
    return discover(this.guard, this.client(entered), entered, this.options.serviceOf ?? serviceInDns);
  }

  listCalendars(access: Access): Promise<Outcome<RemoteCalendar[]>> {
    const credentials = credentialsOf(access);
    return listCalendars(this.client(credentials), credentials.address);
  }

  listChanges(access: Access, calendarId: string, from: ChangesFrom): Promise<Outcome<ChangePage>> {
    const credentials = credentialsOf(access);
    const client = this.client(credentials);
    const me = async (): Promise<Outcome<readonly string[]>> => {
      const person = await readPrincipal(client, credentials.address);
      if (!person.ok) return person;
      return { ok: true, value: [...new Set([...person.value.me, plain(credentials.username)])] };
    };
    const { batch } = this.options;
    const using = { client, calendarId, reader: this.reader, me, ...(batch === undefined ? {} : { batch }) };
    return listChanges(using, from);
  }

  async getEvent(access: Access, calendarId: string, eventId: string): Promise<Outcome<RemoteEvent>> {
    const resource = await this.resource(access, calendarId, eventId);
    return resource.ok ? this.reader.event(resource.value, OURS) : resource;
  }

  /** At the place that the key gives it; else wherever the server keeps the UID. */
  async findOwn(access: Access, calendarId: string, own: OwnEventRef): Promise<Outcome<RemoteEvent>> {
    const there = await this.getEvent(access, calendarId, this.ownId(calendarId, own.key));
    if (there.ok || there.fault.kind !== 'not-found' || own.icalUid === undefined) return there;
    const body = {
      'calendar-query': {
        _attributes: NAMESPACES,
        'd:prop': { 'd:getetag': {}, 'c:calendar-data': {} },
        filter: {
          'comp-filter': {
            _attributes: { name: 'VCALENDAR' },
            'comp-filter': {
              _attributes: { name: 'VEVENT' },
              'prop-filter': {
                _attributes: { name: 'UID' },
                'text-match': { _attributes: { collation: 'i;octet' }, _text: own.icalUid },
              },
            },
          },
        },
      },
    };
    const asked = await this.client(credentialsOf(access)).report(calendarId, body, 'c', '1');
    if (!asked.ok) return asked;
    for (const { href, props } of asked.value.rows) {
      const id = resourceId(href, calendarId);
      const text = textOf(child(props, 'calendarData'));
      if (id === null || text === null) continue;
      const event = await this.reader.event({ id, etag: textOf(child(props, 'getetag')), text }, OURS);
      // The match is by substring (RFC 4791 9.7.5).
      if (event.ok && event.value.icalUid === own.icalUid) return event;
    }
    return there;
  }

  async createEvent(access: Access, calendarId: string, event: OwnEvent): Promise<Outcome<RemoteEvent>> {
    const id = this.ownId(calendarId, event.key);
    const text = newBody(event, this.clock.now());
    const made = await this.client(credentialsOf(access)).create(addressOf(calendarId, id), text);
    return made.ok ? this.written(access, calendarId, { id, etag: made.value.etag, text }) : made;
  }

  /** Reads, changes what is ours, writes: under the etag of what was read, which has to be the caller's. */
  async updateEvent(
    access: Access,
    calendarId: string,
    eventId: string,
    event: OwnEvent,
    etag: string,
  ): Promise<Outcome<RemoteEvent>> {
    const stands = await this.resource(access, calendarId, eventId);
    if (!stands.ok) return stands;
    // Without an etag the write would not be conditional.
    if (etag === '' || stands.value.etag !== etag) return CHANGED;
    const text = await this.reader.merge(stands.value, OURS, event, this.clock.now());
    if (!text.ok) return text;
    const { id } = stands.value;
    const client = this.client(credentialsOf(access));
    const put = await client.update(addressOf(calendarId, id), text.value, etag);
    return put.ok ? this.written(access, calendarId, { id, etag: put.value.etag, text: text.value }) : put;
  }

  deleteEvent(access: Access, calendarId: string, eventId: string): Promise<Outcome<void>> {
    return this.client(credentialsOf(access)).delete(addressOf(calendarId, eventId));
  }

  ownKey(optionId: string, calendarId: string, generation: number): string {
    return createHash('sha256').update(`${optionId}\n${calendarId}\n${generation}`).digest('hex');
  }

  ownId(calendarId: string, key: string): string {
    return `${new URL(calendarId).pathname}${key}.ics`;
  }

  /** What a write has left there. A server that gives no etag has changed the text, so it is read again. */
  private async written(
    access: Access,
    calendarId: string,
    resource: Resource,
  ): Promise<Outcome<RemoteEvent>> {
    if (resource.etag !== null) return this.reader.event(resource, OURS);
    const read = await this.getEvent(access, calendarId, resource.id);
    if (read.ok) return read;
    // It was written: only a look can tell as what.
    return { ok: false, fault: { kind: 'unknown', detail: read.fault.detail } };
  }

  private async resource(access: Access, calendarId: string, eventId: string): Promise<Outcome<Resource>> {
    const answer = await this.client(credentialsOf(access)).get(addressOf(calendarId, eventId));
    if (!answer.ok) return answer;
    return { ok: true, value: { id: resourceId(eventId, calendarId) ?? eventId, ...answer.value } };
  }

  private client(credentials: Credentials): DavClient {
    return new DavClient(this.guard, credentials, this.clock, this.options.limits);
  }
}

/** Own events say themselves in which zone they live, and invite nobody of ours. */
const OURS = { zone: 'UTC', me: [] };

const refuse = (fault: Fault): Outcome<never> => ({ ok: false, fault });
const CHANGED = refuse({ kind: 'changed', detail: 'the event is another one by now' });
