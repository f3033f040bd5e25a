import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Signed } from '../auth/signed.js';
import { KindStore } from '../availability/kind.store.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { notFound, Refusal } from '../errors.js';
import { RequestStore } from '../requests/request.store.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { ApplyEvent } from './apply-event.service.js';
import { AttendeeAddressBook } from './attendee-addresses.service.js';
import { CheckLetters } from './check-letters.service.js';
import { type Invitee, Invitees } from './invitees.service.js';
import { LiveCheck } from './live-check.service.js';
import type { Meeting } from './meeting.js';
import { type MeetingPerson, MeetingStore } from './meeting.store.js';
import type { ProposalBody } from './meetings.schema.js';
import { OfferedTimes } from './offered-times.service.js';
import { OptionIds } from './option-ids.service.js';
import { ProposalKinds } from './proposal-kind.store.js';
import { rulesOf } from './proposal-rules.js';
import { ProposalRulesStore } from './proposal-rules.store.js';
import { type ProposalInput, propose } from './propose.js';

const SECOND = 1_000;

/**
 * A new proposal: times held and invitations on their way, in one transaction. A time that is not free is refused with
 * what is in the way, unless the secretary says that she has seen it.
 */
@Injectable()
export class ProposeService {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(Invitees) private readonly invitees: Invitees,
    @Inject(ProposalKinds) private readonly kinds: ProposalKinds,
    @Inject(KindStore) private readonly meetingKinds: KindStore,
    @Inject(ProposalRulesStore) private readonly rules: ProposalRulesStore,
    @Inject(RequestStore) private readonly requests: RequestStore,
    @Inject(OptionIds) private readonly optionIds: OptionIds,
    @Inject(OfferedTimes) private readonly times: OfferedTimes,
    @Inject(CheckLetters) private readonly letters: CheckLetters,
    @Inject(AttendeeAddressBook) private readonly addresses: AttendeeAddressBook,
    @Inject(LiveCheck) private readonly live: LiveCheck,
    @Inject(ApplyEvent) private readonly applyEvent: ApplyEvent,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Refusal: not-found, invalid-input (field by field), time-taken (with what is in the way). */
  async propose(who: Signed, clientId: string, body: ProposalBody): Promise<Meeting> {
    const { agencyId } = who;
    const checked = await this.live.ofTheirClient(who, clientId);
    return this.db.inAgency(agencyId, async (tx) => {
      const client = await this.access.require(tx, who, clientId);
      if (!(await this.meetings.lockClient(tx, agencyId, clientId))) throw notFound('client');
      const now = this.clock.now();
      const invitees = await this.invitees.invite(tx, agencyId, client, body);
      const rules = rulesOf(
        await this.rules.ofAgency(tx, agencyId),
        await this.rules.ofClient(tx, agencyId, clientId),
      );
      const kind = await this.kinds.of(tx, agencyId, body);
      const input: ProposalInput = {
        ...(kind === null ? {} : { kind }),
        agreed: body.agreed === true,
        rules,
        meetingId: uuidv7(),
        clientId,
        title: body.title,
        options: body.options.map((range) => this.optionIds.offeredTime(range)),
        attendees: invitees.map(({ attendee }) => attendee),
        expiresAt: body.expiresAt === undefined ? null : Date.parse(body.expiresAt),
        onClientDelete: client.onClientDelete,
        ...(body.consensus === undefined ? {} : { consensus: body.consensus }),
      };
      // Wrong fields are named before anything is said about the client's time.
      proposedOrRefused(input, now);
      await this.requireKind(tx, agencyId, clientId, body.kindId);
      const { placeId, mode, kindId } = body;
      const settled = await this.times.settle(
        tx,
        who,
        client,
        input.options,
        { ...body, unchecked: checked.ask },
        {
          ...(placeId === undefined ? {} : { placeId }),
          ...(mode === undefined ? {} : { mode }),
          ...(kindId === undefined ? {} : { meetingKind: kindId }),
        },
      );
      const { times: options, seen } = settled;
      const { meeting, effects, journal } = proposedOrRefused({ ...input, options }, now);
      await this.letters.require(tx, who, clientId, body, meeting);
      const frame = {
        note: body.note ?? null,
        placeId: body.placeId ?? null,
        placeText: body.placeText ?? null,
        kindId: body.kindId ?? null,
        zone: client.zone,
        createdBy: who.userId,
        people: this.people(agencyId, meeting, invitees),
      };
      await this.meetings.insert(tx, agencyId, meeting, frame, now);
      if (!(await this.meetings.saveTimes(tx, agencyId, meeting, now))) {
        throw new Refusal('time-taken', 'One of the times has just been taken; look at the calendar again.');
      }
      await this.answerRequest(tx, agencyId, clientId, body.requestId, meeting.meetingId);
      // What was agreed on the phone has been answered.
      await this.meetings.saveReplies(tx, agencyId, meeting, now);
      await this.meetings.keepSeen(tx, agencyId, seen);
      const actor = { kind: 'secretary', userId: who.userId } as const;
      const notBefore = now + rules.undoSeconds * SECOND;
      await this.applyEvent.record(
        tx,
        agencyId,
        meeting,
        { effects, journal: [...journal, ...checked.notes, ...settled.notes] },
        actor,
        now,
        notBefore,
      );
      if (body.kind !== undefined) await this.kinds.remember(tx, agencyId, clientId, body);
      return meeting;
    });
  }

  /** The request waits no more; two secretaries who answer it at once must not both propose. */
  private async answerRequest(
    tx: Tx,
    agencyId: string,
    clientId: string,
    requestId: string | undefined,
    meetingId: string,
  ): Promise<void> {
    if (requestId === undefined) return;
    if (await this.requests.propose(tx, agencyId, clientId, requestId, meetingId, this.clock.now())) return;
    const detail = 'The client has no such request that still waits; load the requests again.';
    throw new Refusal('invalid-input', detail, { fields: [{ pointer: '/requestId', detail }] });
  }

  /** One of the client's own that is still in use. */
  private async requireKind(tx: Tx, agencyId: string, clientId: string, kindId?: string): Promise<void> {
    if (kindId === undefined) return;
    const kind = await this.meetingKinds.find(tx, agencyId, clientId, kindId);
    if (kind !== null && !kind.archived) return;
    const detail = 'The client has no such kind of meeting; choose one of the client’s kinds.';
    throw new Refusal('invalid-input', detail, { fields: [{ pointer: '/kindId', detail }] });
  }

  private people(
    agencyId: string,
    { meetingId }: Meeting,
    invitees: readonly Invitee[],
  ): Map<string, MeetingPerson> {
    return new Map(
      invitees.map(({ attendee: { attendeeId }, contactId }) => {
        const { address, page } = this.addresses.hashes(agencyId, meetingId, attendeeId);
        return [attendeeId, { contactId, addressHash: address, pageHash: page }];
      }),
    );
  }
}

const proposedOrRefused = (input: ProposalInput, now: number) => {
  const proposed = propose(input, now);
  if (proposed.ok) return proposed;
  throw new Refusal('invalid-input', 'The proposal is not right.', { fields: proposed.faults });
};
