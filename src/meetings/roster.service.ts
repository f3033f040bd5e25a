import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { CONFIG, type Config } from '../config.js';
import type { Tx } from '../db/tenant.js';
import { normalAddress } from '../itip/address.js';
import { readRecipient } from '../mail/recipient.js';
import { ApplyEvent } from './apply-event.service.js';
import { AttendeeAddressBook } from './attendee-addresses.service.js';
import { isAutomaticAddress } from './automatic-address.js';
import type { Actor } from './journal.store.js';
import type { Attendee, Meeting } from './meeting.js';
import { MeetingStore } from './meeting.store.js';
import type { JoinRefusal } from './refusal-texts.js';
import { RosterStore } from './roster.store.js';

/** Who joins, before it has an id and tokens. */
export interface Joining {
  readonly name: string;
  readonly email: string;
  readonly role: Attendee['role'];
  readonly locale: string;
  readonly zone: string;
  /** Whom they stand in for. */
  readonly delegatedFrom: string | null;
}

export type Joined =
  | { readonly ok: true; readonly attendeeId: string }
  | { readonly ok: false; readonly refusal: JoinRefusal };

const MOST_ATTENDEES = 20;
/** Invitations go to whomever a partner names: not to half the world. */
const MOST_DELEGATES = 3;

/** Lets people join a meeting that is under way. In the caller's transaction, under the client's lock. */
@Injectable()
export class Roster {
  constructor(
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(RosterStore) private readonly store: RosterStore,
    @Inject(AttendeeAddressBook) private readonly addresses: AttendeeAddressBook,
    @Inject(ApplyEvent) private readonly applyEvent: ApplyEvent,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Invites them, unless they are invited already. @throws when the meeting is over: whoever asks has looked. */
  async join(tx: Tx, agencyId: string, meeting: Meeting, joining: Joining, actor: Actor): Promise<Joined> {
    const { meetingId } = meeting;
    const email = normalAddress(joining.email);
    const there = meeting.attendees.find((attendee) => attendee.email === email);
    if (there !== undefined) return { ok: true, attendeeId: there.attendeeId };
    const refusal = this.refusal(meeting, joining, email);
    if (refusal !== null) return { ok: false, refusal };

    const attendeeId = uuidv7();
    const { address, page } = this.addresses.hashes(agencyId, meetingId, attendeeId);
    const person = { contactId: null, addressHash: address, pageHash: page };
    await this.store.add(tx, agencyId, meetingId, { ...joining, email, attendeeId }, person);
    if (joining.delegatedFrom !== null) {
      await this.store.delegate(tx, agencyId, joining.delegatedFrom, attendeeId);
    }
    const applied = await this.applyEvent.apply(
      tx,
      agencyId,
      meetingId,
      () => ({ kind: 'joined', attendeeId }),
      actor,
    );
    if (applied?.ok !== true) throw new Error(`Nobody can join meeting ${meetingId}.`);
    return { ok: true, attendeeId };
  }

  /**
   * An attendee sends somebody else (RFC 5546 3.2.2.3): the first one named stands in for them, as an attendee of their
   * own with a token of their own.
   */
  async delegate(
    tx: Tx,
    agencyId: string,
    meetingId: string,
    attendeeId: string,
    delegatedTo: readonly string[],
  ): Promise<Joined | null> {
    const loaded = await this.meetings.load(tx, agencyId, meetingId);
    const delegator = loaded?.meeting.attendees.find((attendee) => attendee.attendeeId === attendeeId);
    const [first] = delegatedTo;
    if (loaded === null || delegator === undefined || first === undefined) return null;
    const { locale, zone, role } = delegator;
    const email = normalAddress(first);
    const joining = { name: email, email, role, locale, zone, delegatedFrom: attendeeId };
    const joined = await this.join(tx, agencyId, loaded.meeting, joining, { kind: 'partner' });
    if (joined.ok && joined.attendeeId !== attendeeId) {
      await this.store.delegate(tx, agencyId, attendeeId, joined.attendeeId);
    }
    return joined;
  }

  private refusal(meeting: Meeting, { delegatedFrom }: Joining, email: string): JoinRefusal | null {
    const ours = readRecipient(email, this.config.mail.domain) !== null;
    if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email) || ours || isAutomaticAddress(email))
      return 'address-unusable';
    if (meeting.attendees.length >= MOST_ATTENDEES) return 'too-many-attendees';
    const sent = meeting.attendees.filter((attendee) => attendee.delegatedFrom === delegatedFrom);
    return delegatedFrom !== null && sent.length >= MOST_DELEGATES ? 'too-many-delegates' : null;
  }
}
