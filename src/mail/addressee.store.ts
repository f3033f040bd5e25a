import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { TenantDatabase } from '../db/tenant.js';
import { hashSecret, type Token } from '../secrets/token.js';
import { readRecipient } from './recipient.js';

/** Whose mail it would be: an attendee's answers, or nobody's that we know of. */
export interface Addressee {
  readonly agencyId: string;
  readonly attendee: {
    readonly attendeeId: string;
    readonly meetingId: string;
    readonly clientId: string;
  } | null;
}

interface Row {
  attendee_id: string;
  meeting_id: string;
  client_id: string;
}

/** Finds whom an address of ours belongs to. */
@Injectable()
export class AddresseeStore {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Null for an address that is nobody's: a token has to be one that an attendee has. An address without a token
   * reaches the only agency there is, if it is one: somebody there will know what to do with the mail.
   */
  async find(address: string): Promise<Addressee | null> {
    const recipient = readRecipient(address, this.config.mail.domain);
    if (recipient === null) return null;
    return recipient.token === null ? this.onlyAgency() : this.attendee(recipient.token);
  }

  /**
   * Also for a token that nobody has: the agency that it names, or the only one. For mail that has arrived already, so
   * that its sender would not hear of a refusal.
   */
  async findOrUnclaimed(address: string): Promise<Addressee | null> {
    const found = await this.find(address);
    const token = readRecipient(address, this.config.mail.domain)?.token ?? null;
    if (found !== null || token === null) return found;
    const agencyIds = await this.db.agencyIds();
    return agencyIds.includes(token.agencyId)
      ? { agencyId: token.agencyId, attendee: null }
      : this.onlyAgency();
  }

  private async onlyAgency(): Promise<Addressee | null> {
    const [agencyId, ...more] = await this.db.agencyIds();
    return agencyId === undefined || more.length > 0 ? null : { agencyId, attendee: null };
  }

  private async attendee({ agencyId, secret }: Token): Promise<Addressee | null> {
    const [row] = await this.db.read<[Row | undefined]>(agencyId, [
      {
        name: 'attendee-by-address',
        text: `select a.attendee_id, a.meeting_id, m.client_id
          from attendee a join meeting m using (agency_id, meeting_id)
          where a.agency_id = $1 and a.address_hash = $2`,
        values: [agencyId, hashSecret(secret)],
        result: ([found]) => found as Row | undefined,
      },
    ]);
    if (row === undefined) return null;
    const { attendee_id: attendeeId, meeting_id: meetingId, client_id: clientId } = row;
    return { agencyId, attendee: { attendeeId, meetingId, clientId } };
  }
}
