import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config.js';
import { TenantDatabase } from '../db/tenant.js';
import { Refusal } from '../errors.js';
import { hashSecret, parseToken } from '../secrets/token.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { type SessionCookie, sessionCookie } from './cookie.js';
import { ABSOLUTE_MS, type Found, SessionStore } from './session.store.js';
import type { Presented, Signed } from './signed.js';

/** The session that a request brings, and the cookie that an answer gives or takes. */
@Injectable()
export class SessionService {
  private readonly cookie: SessionCookie;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(SessionStore) private readonly store: SessionStore,
  ) {
    this.cookie = sessionCookie(config.publicUrl);
  }

  /** The session that a request brings, unproven; null when it brings none. */
  presentedBy(request: FastifyRequest): Presented | null {
    const token = parseToken(request.cookies[this.cookie.name] ?? '');
    return token === null ? null : { agencyId: token.agencyId, tokenHash: hashSecret(token.secret) };
  }

  /** Who a session stands for. @throws Refusal not-signed-in when it is over, or never was. */
  async require(presented: Presented): Promise<Signed> {
    const found = this.store.finding(presented, this.clock.now());
    return this.admit((await this.db.read(presented.agencyId, [found]))[0]);
  }

  /** Lets in who was found, in whatever trip to the database, and notes that the session is in use. */
  async admit(found: Found | null): Promise<Signed> {
    if (found === null) throw notSignedIn();
    const { who, toNote } = found;
    if (toNote) await this.db.inAgency(who.agencyId, (tx) => this.store.note(tx, who, this.clock.now()));
    return who;
  }

  async signedIn(request: FastifyRequest): Promise<Signed | null> {
    const presented = this.presentedBy(request);
    if (presented === null) return null;
    const [found] = await this.db.read(presented.agencyId, [this.store.finding(presented, this.clock.now())]);
    return found === null ? null : this.admit(found);
  }

  async signOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.end(request);
    reply.clearCookie(this.cookie.name, this.cookie.options);
  }

  /** Hands out a new session's token; the session that the browser had before is ended. */
  async give(request: FastifyRequest, reply: FastifyReply, token: string): Promise<void> {
    await this.end(request);
    reply.setCookie(this.cookie.name, token, { ...this.cookie.options, maxAge: ABSOLUTE_MS / 1000 });
  }

  private async end(request: FastifyRequest): Promise<void> {
    const presented = this.presentedBy(request);
    if (presented === null) return;
    const { agencyId, tokenHash } = presented;
    await this.db.inAgency(agencyId, (tx) => this.store.close(tx, agencyId, tokenHash));
  }
}

export const notSignedIn = (): Refusal =>
  new Refusal('not-signed-in', 'You are not signed in, or were away too long: sign in and try again.');
