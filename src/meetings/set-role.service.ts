import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { notFound } from '../errors.js';
import { DecideByHand } from './decide-by-hand.service.js';
import type { Attendee } from './meeting.js';
import { RosterStore } from './roster.store.js';

/** Says who must be there after the invitations have gone. Nobody is sent anything because of it alone. */
@Injectable()
export class SetRole {
  constructor(
    @Inject(DecideByHand) private readonly byHand: DecideByHand,
    @Inject(RosterStore) private readonly roster: RosterStore,
  ) {}

  /** @throws Refusal: not-found, conflict, time-taken. */
  async set(who: Signed, meetingId: string, attendeeId: string, role: Attendee['role']): Promise<void> {
    await this.byHand.decide(
      who,
      meetingId,
      { kind: 'role-changed', attendeeId, role },
      {
        first: async (tx) => {
          if (await this.roster.setRole(tx, who.agencyId, meetingId, attendeeId, role)) return;
          throw notFound('attendee');
        },
      },
    );
  }
}
