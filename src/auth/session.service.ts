import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config.js';
import { TenantDatabase } from '../db/tenant.js';
import { hashSecret, parseToken } from '../secrets/token.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { type SessionCookie, sessionCookie } from './cookie.js';
import { ABSOLUTE_MS, SessionStore } from './session.store.js';
import type { Signed } from './signed.js';

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

  async signedIn(request: FastifyRequest): Promise<Signed | null> {
    const token = parseToken(request.cookies[this.cookie.name] ?? '');
    if (token === null) return null;
    const hash = hashSecret(token.secret);
    const now = this.clock.now();
    const [found] = await this.db.read(token.agencyId, [this.store.finding(token.agencyId, hash, now)]);
    if (found === null) return null;
    if (found.toNote) {
      await this.db.inAgency(token.agencyId, (tx) => this.store.note(tx, found.who, now));
    }
    return found.who;
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
    const token = parseToken(request.cookies[this.cookie.name] ?? '');
    if (token === null) return;
    const hash = hashSecret(token.secret);
    await this.db.inAgency(token.agencyId, (tx) => this.store.close(tx, token.agencyId, hash));
  }
}
