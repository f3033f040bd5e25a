/** Entry of a process with the service, as `npm start` makes it, that synchronises when it is told to. */
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { boot, type Running } from '../boot/boot.js';
import { AccountStore } from '../calendars/account.store.js';
import type { LinkedAccount, Tokens } from '../calendars/calendar.port.js';
import { CalendarStore } from '../calendars/calendar.store.js';
import { challengeOf } from '../calendars/pkce.js';
import { Providers } from '../calendars/providers.service.js';
import { SyncCalendar } from '../calendars/sync-calendar.service.js';
import { loadConfig } from '../config.js';
import { TenantDatabase } from '../db/tenant.js';
import { QUEUE, type Queue } from '../jobs/queue.port.js';
import { answer } from './child.js';

export type ServiceQuestion =
  | { readonly kind: 'start'; readonly settings: Readonly<Record<string, string>> }
  /** Consents as this person; what is linked from now on is linked by that. */
  | { readonly kind: 'consent'; readonly user: string }
  | { readonly kind: 'link'; readonly agencyId: string; readonly clientId: string; readonly calendar: string }
  | {
      readonly kind: 'sync';
      readonly agencyId: string;
      readonly calendarId: string;
      readonly watchMemory: boolean;
    }
  | { readonly kind: 'enqueue'; readonly agencyId: string; readonly calendarIds: readonly string[] };

export interface ServiceAnswer {
  readonly milliseconds: number;
  readonly accessToken: string;
  readonly calendarId: string;
  readonly changed: number;
  /** The most that lived on the heap at once during a sync, above what lived before it. Bytes. */
  readonly grown: number;
  /** The most memory that the process ever had. Bytes. */
  readonly resident: number;
}

const LOOK_MS = 10;
const REDIRECT = 'http://localhost/api/oauth/google/callback';

let running: Running | null = null;
let account: LinkedAccount<Tokens> | null = null;

const app = () => {
  if (running === null) throw new Error('The service was not started');
  return running.app;
};

const start = async (settings: Readonly<Record<string, string>>): Promise<void> => {
  const loaded = loadConfig(settings);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  running = await boot(loaded.config, { dataDirNamed: true, anyPorts: true });
};

const consent = async (user: string): Promise<LinkedAccount<Tokens>> => {
  const linking = app().get(Providers, { strict: false }).find('google')?.linking;
  if (linking?.kind !== 'oauth') throw new Error('Google is not configured');
  const verifier = randomBytes(32).toString('base64url');
  const url = new URL(
    linking.authorizeUrl({ redirectUri: REDIRECT, state: 'bench', codeChallenge: challengeOf(verifier) }),
  );
  url.searchParams.set('sandbox_user', user);
  const back = await fetch(url, { redirect: 'manual' });
  const code = new URL(back.headers.get('location') ?? REDIRECT).searchParams.get('code') ?? '';
  const redeemed = await linking.redeemCode(code, verifier, REDIRECT);
  if (!redeemed.ok) throw new Error(redeemed.fault.detail);
  return redeemed.value;
};

/** As KeepLink does it, without the job: when to synchronise is what the bench decides. */
const link = (agencyId: string, clientId: string, calendar: string): Promise<string> => {
  const linked = account;
  if (linked === null) throw new Error('Nobody has consented');
  return app()
    .get(TenantDatabase, { strict: false })
    .inAgency(agencyId, async (tx) => {
      const accountId = await app()
        .get(AccountStore, { strict: false })
        .link(tx, agencyId, clientId, 'google', linked, Date.now());
      const owner = { clientId, accountId, provider: 'google', clientZone: 'Europe/Riga' } as const;
      const remote = {
        id: calendar,
        name: calendar,
        zone: 'Europe/Riga',
        writable: true,
        primary: true,
      };
      const [calendarId = ''] = await app()
        .get(CalendarStore, { strict: false })
        .adopt(tx, agencyId, owner, [remote]);
      return calendarId;
    });
};

/** What lives on the heap; garbage, which comes and goes, is swept out first. */
const living = (): number => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

const sync = async (agencyId: string, calendarId: string, watchMemory: boolean) => {
  const before = watchMemory ? living() : 0;
  let most = before;
  const timer = watchMemory
    ? setInterval(() => {
        most = Math.max(most, living());
      }, LOOK_MS)
    : null;
  const begin = performance.now();
  const outcome = await app().get(SyncCalendar, { strict: false }).sync(agencyId, calendarId);
  const milliseconds = performance.now() - begin;
  if (timer !== null) clearInterval(timer);
  if (outcome.kind !== 'done') throw new Error(`The sync ended as ${JSON.stringify(outcome)}`);
  return { milliseconds, changed: outcome.changed, grown: most - before };
};

answer(async (question: ServiceQuestion): Promise<ServiceAnswer> => {
  const found = { milliseconds: 0, changed: 0, grown: 0, calendarId: '' };
  if (question.kind === 'start') await start(question.settings);
  if (question.kind === 'consent') account = await consent(question.user);
  if (question.kind === 'link') {
    found.calendarId = await link(question.agencyId, question.clientId, question.calendar);
  }
  if (question.kind === 'sync') {
    Object.assign(found, await sync(question.agencyId, question.calendarId, question.watchMemory));
  }
  if (question.kind === 'enqueue') {
    const { agencyId, calendarIds } = question;
    const queue = app().get<Queue>(QUEUE, { strict: false });
    for (const calendarId of calendarIds) {
      await queue.sendAlone('sync-calendar', { agencyId, calendarId }, { singletonKey: calendarId });
    }
  }
  return {
    ...found,
    accessToken: account?.tokens.accessToken ?? '',
    resident: process.resourceUsage().maxRSS * 1024,
  };
});
