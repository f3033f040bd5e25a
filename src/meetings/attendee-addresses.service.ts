import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { SecretsService } from '../secrets/secrets.service.js';
import { hashSecret, parseToken } from '../secrets/token.js';
import type { AttendeeAddresses } from './invitation.js';

/** The unguessable addresses of an attendee: derived, so that nothing but their hashes has to be kept. */
@Injectable()
export class AttendeeAddressBook {
  constructor(
    @Inject(SecretsService) private readonly secrets: SecretsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  of(agencyId: string, meetingId: string, attendeeId: string): AttendeeAddresses {
    const organizer = this.secrets.deriveToken(agencyId, 'organizer-address', meetingId, attendeeId);
    const page = this.secrets.deriveToken(agencyId, 'proposal-page', meetingId, attendeeId);
    return {
      organizer: `m+${organizer}@${this.config.mail.domain}`,
      page: `${this.config.publicUrl}/p/${page}`,
    };
  }

  /** What the database finds an attendee by. */
  hashes(agencyId: string, meetingId: string, attendeeId: string): { address: Buffer; page: Buffer } {
    return {
      address: hashOf(this.secrets.deriveToken(agencyId, 'organizer-address', meetingId, attendeeId)),
      page: hashOf(this.secrets.deriveToken(agencyId, 'proposal-page', meetingId, attendeeId)),
    };
  }
}

const hashOf = (text: string): Buffer => {
  const token = parseToken(text);
  if (token === null) throw new Error('A derived token is not a token.');
  return hashSecret(token.secret);
};
