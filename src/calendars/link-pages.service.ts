import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OneTimeLinkStore } from '../auth/one-time-link.store.js';
import type { Signed } from '../auth/signed.js';
import type { ClientRow } from '../clients/client.schema.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { CONFIG, type Config } from '../config.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { Refusal } from '../errors.js';
import { hashSecret, parseToken } from '../secrets/token.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { type AccountRow, AccountStore } from './account.store.js';

/** Two weeks: a busy client reads mail late. The secretary can end it before, and make another. */
const LIFE_MS = 14 * 86_400_000;
/** From the press of a button to the way back from the provider; a state lives for ten minutes. */
const COOKIE_SECONDS = 15 * 60;

/** Somebody on the page where a client links calendars. */
export interface LinkVisit {
  readonly token: string;
  /** The secretary who made the page, in whose name it acts. */
  readonly who: Signed;
  readonly client: ClientRow;
  readonly agencyName: string;
  readonly phone: string | null;
  /** What is linked already. */
  readonly accounts: readonly AccountRow[];
}

/**
 * The page where a client links the own calendars: the secretary sends its address, and no password passes through her
 * hands. It acts in her name, so it ends when she has the client no more. The address is the authority; a browser that
 * went from it to a provider is known on its way back by a cookie, so that nobody can be led to link somebody else's
 * calendar (RFC 6749 10.12).
 */
@Injectable()
export class LinkPages {
  private readonly cookie: { name: string; options: object };

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(OneTimeLinkStore) private readonly links: OneTimeLinkStore,
    @Inject(AccountStore) private readonly accounts: AccountStore,
  ) {
    const secure = config.publicUrl.startsWith('https:');
    this.cookie = {
      name: secure ? '__Host-calendar-link' : 'calendar-link',
      options: { path: '/', httpOnly: true, sameSite: 'lax', secure },
    };
  }

  /** A new page for the client; those made before stay as they are. */
  async make(who: Signed, clientId: string): Promise<{ url: string; expiresAt: string }> {
    const now = this.clock.now();
    const expiresAt = now + LIFE_MS;
    const token = await this.access.within(who, clientId, (tx) =>
      this.links.make(tx, who.agencyId, 'calendar-link', { userId: who.userId, clientId }, now, expiresAt),
    );
    return { url: this.urlOf(token), expiresAt: new Date(expiresAt).toISOString() };
  }

  /** Ends all pages of the client. @returns how many were open. */
  async withdraw(who: Signed, clientId: string): Promise<number> {
    return this.access.within(who, clientId, (tx) =>
      this.links.withdrawCalendarLinks(tx, who.agencyId, clientId, this.clock.now()),
    );
  }

  /** Null when there is no such page, when it is over, and when the secretary has the client no more. */
  async visit(text: string): Promise<LinkVisit | null> {
    const token = parseToken(text);
    if (token === null) return null;
    const { agencyId } = token;
    return this.db.inAgency(agencyId, async (tx) => {
      const subject = await this.links.look(
        tx,
        agencyId,
        'calendar-link',
        hashSecret(token.secret),
        this.clock.now(),
      );
      if (subject?.clientId === undefined || subject.userId === undefined) return null;
      const found = await this.secretary(tx, agencyId, subject.userId);
      if (found === null) return null;
      const client = await this.theirs(tx, found.who, subject.clientId);
      if (client === null) return null;
      const accounts = await this.accounts.ofClient(tx, agencyId, client.clientId);
      return { token: text, client, accounts, ...found };
    });
  }

  /** The visit that this browser went to a provider from. */
  async ofBrowser(request: FastifyRequest): Promise<LinkVisit | null> {
    const text = request.cookies[this.cookie.name];
    return text === undefined ? null : this.visit(text);
  }

  remember(reply: FastifyReply, visit: LinkVisit): void {
    reply.setCookie(this.cookie.name, visit.token, { ...this.cookie.options, maxAge: COOKIE_SECONDS });
  }

  forget(reply: FastifyReply): void {
    reply.clearCookie(this.cookie.name, this.cookie.options);
  }

  urlOf(token: string): string {
    return `${this.config.publicUrl}/link/${token}`;
  }

  private async secretary(
    tx: Tx,
    agencyId: string,
    userId: string,
  ): Promise<Pick<LinkVisit, 'who' | 'agencyName' | 'phone'> | null> {
    const [row]: (Omit<Signed, 'sessionId'> & { agencyName: string; phone: string | null })[] =
      await tx.query(
        `select u.agency_id as "agencyId", u.user_id as "userId", u.role, u.name, u.email, u.locale, u.phone,
                a.name as "agencyName"
         from app_user u join agency a using (agency_id)
         where u.agency_id = $1 and u.user_id = $2 and u.disabled_at is null`,
        [agencyId, userId],
      );
    if (row === undefined) return null;
    const { agencyName, phone, ...who } = row;
    // There is no session behind it: nothing of hers but this client is opened by it.
    return { who: { ...who, sessionId: '' }, agencyName, phone };
  }

  private async theirs(tx: Tx, who: Signed, clientId: string): Promise<ClientRow | null> {
    try {
      return await this.access.require(tx, who, clientId);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'not-found') return null;
      throw error;
    }
  }
}
