import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SessionService } from '../auth/session.service.js';
import type { Signed } from '../auth/signed.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { TenantDatabase } from '../db/tenant.js';
import { type Change, distinct } from './change.js';
import { ChangeFeed } from './change-feed.service.js';

/** News of one deed comes in several notices; a person sees no difference below this. */
const GATHER_MS = 80;
/** Often enough for proxies that cut silent connections after 30 s; also how late the end of a session is noticed. */
const BEAT_MS = 15_000;
/** Of one person, over all tabs. Beyond it the oldest ends: a browser that forgot to close must not fill the memory. */
const MOST_STREAMS = 12;
/** What a reader may leave unread before it is taken for dead. */
const MOST_UNREAD_BYTES = 256 * 1024;

/** Keeps screens up to date: one stream of events for every open window. */
@Injectable()
export class LiveUpdates implements OnApplicationShutdown {
  private readonly log = new Logger(LiveUpdates.name);
  private readonly open = new Map<string, (() => void)[]>();

  constructor(
    @Inject(ChangeFeed) private readonly feed: ChangeFeed,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
  ) {}

  async stream(who: Signed, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    let gathered: Change[] = [];
    let missed = false;
    let timer: NodeJS.Timeout | null = null;
    const { raw } = reply;

    const send = async (): Promise<void> => {
      timer = null;
      const changes = distinct(gathered);
      const all = missed;
      gathered = [];
      missed = false;
      // Signed out meanwhile: the news are for somebody who is not there any more.
      if ((await this.sessions.signedIn(request)) === null) return end();
      if (all) raw.write('event: missed\ndata: {}\n\n');
      for (const { clientId, meetingId } of await this.visible(who, changes)) {
        raw.write(`event: change\ndata: ${JSON.stringify({ clientId, meetingId })}\n\n`);
      }
      if (raw.writableLength > MOST_UNREAD_BYTES) raw.destroy();
    };
    const stop = await this.feed.listen(who.agencyId, (change) => {
      if (change === null) missed = true;
      else gathered.push(change);
      timer ??= setTimeout(() => void send().catch(fail), GATHER_MS);
    });
    const beat = setInterval(() => {
      void this.sessions
        .signedIn(request)
        .then((still) => {
          if (still === null) end();
          else raw.write(': \n\n');
        })
        .catch(fail);
    }, BEAT_MS);
    const end = (): void => {
      clearInterval(beat);
      if (timer !== null) clearTimeout(timer);
      stop();
      this.forget(who.userId, end);
      if (!raw.writableEnded) raw.end();
    };
    // The database is away: the browser comes again by itself, and asks for everything then.
    const fail = (error: unknown): void => {
      this.log.debug(`A stream of changes ends: ${error instanceof Error ? error.message : String(error)}`);
      end();
    };

    reply.hijack();
    raw.on('close', end);
    raw.on('error', end);
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Proxies that gather answers would gather this one for ever.
      'x-accel-buffering': 'no',
    });
    raw.write('retry: 2000\n\nevent: missed\ndata: {}\n\n');
    this.remember(who.userId, end);
  }

  onApplicationShutdown(): void {
    for (const ends of [...this.open.values()]) for (const end of [...ends]) end();
  }

  /** Read anew for each handful of news: an assignment that ended a moment ago shows nothing any more. */
  private async visible(who: Signed, changes: readonly Change[]): Promise<readonly Change[]> {
    if (changes.length === 0 || who.role === 'owner') return changes;
    const ids = await this.db.inAgency(who.agencyId, (tx) => this.access.visibleClientIds(tx, who));
    const theirs = new Set(ids);
    return changes.filter(({ clientId }) => clientId === null || theirs.has(clientId));
  }

  private remember(userId: string, end: () => void): void {
    const ends = [...(this.open.get(userId) ?? []), end];
    this.open.set(userId, ends);
    if (ends.length > MOST_STREAMS) ends[0]?.();
  }

  private forget(userId: string, end: () => void): void {
    const left = (this.open.get(userId) ?? []).filter((other) => other !== end);
    if (left.length === 0) this.open.delete(userId);
    else this.open.set(userId, left);
  }
}
