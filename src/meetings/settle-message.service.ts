import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { notFound, Refusal } from '../errors.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { AliasStore } from './alias.store.js';
import { AnswerService } from './answer.service.js';
import { type Checked, LiveCheck, UNASKED } from './live-check.service.js';
import type { Meeting } from './meeting.js';
import { MeetingStore } from './meeting.store.js';
import { MeetingAccess } from './meeting-access.service.js';
import type { SettleMessageBody } from './meetings.schema.js';
import { MessageListStore, type MessageSight } from './message-list.store.js';
import { joinRefusalText, refusalText } from './refusal-texts.js';
import { refusalOf } from './refuse.js';
import { Roster } from './roster.service.js';
import { OVER_STATES } from './transitions.js';

const OVER: ReadonlySet<string> = new Set(OVER_STATES);

/** A person deals with a mail that the service would not decide about alone. */
@Injectable()
export class SettleMessage {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(ClientAccess) private readonly clients: ClientAccess,
    @Inject(MeetingAccess) private readonly access: MeetingAccess,
    @Inject(MessageListStore) private readonly messages: MessageListStore,
    @Inject(LiveCheck) private readonly live: LiveCheck,
    @Inject(AliasStore) private readonly aliases: AliasStore,
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(Roster) private readonly roster: Roster,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AnswerService) private readonly answers: AnswerService,
  ) {}

  async sight(tx: Tx, who: Signed): Promise<MessageSight> {
    return { clientIds: await this.clients.visibleClientIds(tx, who), owner: who.role === 'owner' };
  }

  /**
   * An answer read out of a mail by a person counts as one on the phone: it is heard now, whatever the mail's own
   * stamps say. The mail is settled even when the answer comes too late to be granted; then the conflict says why.
   */
  async settle(who: Signed, messageId: string, body: SettleMessageBody): Promise<void> {
    const { agencyId } = who;
    const accepts = (body.action === 'answer' || body.action === 'invite') && body.partstat === 'ACCEPTED';
    const checked = accepts ? await this.look(who, body.meetingId) : UNASKED;
    const denied = await this.db.inAgency(agencyId, async (tx) => {
      const found = await this.messages.find(tx, agencyId, await this.sight(tx, who), messageId);
      if (found === null || found.summary.direction === 'out') throw notFound('message');
      if (body.action === 'dismiss') {
        await this.messages.settle(tx, agencyId, messageId, null);
        return null;
      }
      await this.access.require(tx, who, body.meetingId);
      if (body.action === 'attach') {
        await this.attach(tx, who, messageId, body);
        return null;
      }
      if (body.action === 'invite') {
        const attendeeId = await this.invite(tx, who, body, checked);
        await this.messages.settle(tx, agencyId, messageId, { meetingId: body.meetingId, attendeeId });
        return null;
      }
      const { meetingId, attendeeId, optionId, partstat, comment } = body;
      const answer = { agencyId, meetingId, attendeeId, optionId, partstat, comment, via: 'phone' } as const;
      const result = await this.answers.answerIn(tx, { ...answer, checked });
      if (!result.ok && (result.refusal === 'not-an-attendee' || result.refusal === 'no-such-option')) {
        throw new Refusal('conflict', refusalText(result.refusal, who.locale));
      }
      if (body.alias !== undefined) await this.learn(tx, who, result.meeting, attendeeId, body.alias);
      await this.messages.settle(tx, agencyId, messageId, { meetingId, attendeeId });
      return result.ok || result.refusal === 'already-answered' ? null : result.refusal;
    });
    if (denied !== null) {
      const code = denied === 'time-taken' ? 'time-taken' : 'conflict';
      throw new Refusal(code, refusalText(denied, who.locale), { extra: { refusal: denied } });
    }
  }

  /** No answer follows from it. @throws Refusal `not-found`, `conflict` for somebody who is not of the meeting. */
  private async attach(
    tx: Tx,
    { agencyId, locale }: Signed,
    messageId: string,
    { meetingId, attendeeId }: Extract<SettleMessageBody, { action: 'attach' }>,
  ): Promise<void> {
    const loaded = await this.meetings.load(tx, agencyId, meetingId);
    if (loaded === null) throw notFound('meeting');
    const known = loaded.meeting.attendees.some((attendee) => attendee.attendeeId === attendeeId);
    if (attendeeId !== null && !known) {
      throw new Refusal('conflict', refusalText('not-an-attendee', locale));
    }
    await this.messages.attach(tx, agencyId, messageId, { meetingId, attendeeId });
  }

  private async look(who: Signed, meetingId: string): Promise<Checked> {
    const clientId = await this.db.inAgency(who.agencyId, (tx) => this.access.require(tx, who, meetingId));
    return this.live.ofClient(who.agencyId, clientId);
  }

  /** An invitation of their own; what they said to somebody else's is kept as their answer if the secretary wants that. */
  private async invite(
    tx: Tx,
    who: Signed,
    { meetingId, email, name, role, optionId, partstat }: Extract<SettleMessageBody, { action: 'invite' }>,
    checked: Checked,
  ): Promise<string> {
    const { agencyId, locale } = who;
    const loaded = await this.meetings.lock(tx, agencyId, meetingId);
    const [host] = loaded?.meeting.attendees ?? [];
    if (loaded === null || host === undefined) throw notFound('meeting');
    if (OVER.has(loaded.meeting.state)) throw refusalOf('meeting-over', locale);
    const joining = { name: name ?? email, email, role, locale: host.locale, zone: host.zone };
    const actor = { kind: 'secretary', userId: who.userId } as const;
    const joined = await this.roster.join(
      tx,
      agencyId,
      loaded.meeting,
      { ...joining, delegatedFrom: null },
      actor,
    );
    if (!joined.ok) throw new Refusal('conflict', joinRefusalText(joined.refusal, locale));
    const { attendeeId } = joined;
    if (optionId === undefined || partstat === undefined) return attendeeId;
    const answer = { agencyId, meetingId, attendeeId, optionId, partstat, comment: null } as const;
    // Where it cannot be granted any more the invitation that was just sent asks again, with what is open now.
    await this.answers.answerIn(tx, { ...answer, via: 'phone', checked });
    return attendeeId;
  }

  /** From now on an answer from there counts as this attendee's, whatever meeting of the client it is about. */
  private async learn(
    tx: Tx,
    who: Signed,
    meeting: Meeting,
    attendeeId: string,
    alias: string,
  ): Promise<void> {
    const attendee = meeting.attendees.find((candidate) => candidate.attendeeId === attendeeId);
    if (attendee === undefined || alias === attendee.email) return;
    const said = { address: attendee.email, alias, by: who.userId, at: this.clock.now() };
    await this.aliases.learn(tx, who.agencyId, meeting.clientId, said);
  }
}
