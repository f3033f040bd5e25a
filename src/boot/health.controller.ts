import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { Public } from '../auth/signed.decorator.js';
import { TenantDatabase } from '../db/tenant.js';
import { Refusal } from '../errors.js';
import { Reception } from '../mail/reception.service.js';

/** For operators: alive, ready for work, and numbers. They say nothing about any person. */
@ApiExcludeController()
@Controller()
export class HealthController {
  private readonly registry = new Registry();

  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(Reception) reception: Reception,
  ) {
    collectDefaultMetrics({ register: this.registry });
    const database = this.db;
    new Gauge({
      name: 'meetbroker_mailbox_up',
      help: 'The mailbox of IMAP_URL is being read (1) or cannot be (0); absent when none is set',
      registers: [this.registry],
      async collect() {
        this.reset();
        const mailbox = await reception.mailbox();
        if (mailbox !== null) this.set(mailbox.held && mailbox.state !== 'failing' ? 1 : 0);
      },
    });
    new Gauge({
      name: 'meetbroker_mailbox_looked_at_seconds',
      help: 'When all mail in the mailbox of IMAP_URL had been fetched, last (Unix time)',
      registers: [this.registry],
      async collect() {
        this.reset();
        const mailbox = await reception.mailbox();
        if (mailbox !== null) this.set((mailbox.lookedAt?.getTime() ?? 0) / 1_000);
      },
    });
    new Gauge({
      name: 'meetbroker_effects_open',
      help: 'Effects that are not carried out yet, by state',
      labelNames: ['state'],
      registers: [this.registry],
      async collect() {
        this.reset();
        for (const [state, count] of await openEffects(database)) this.set({ state }, count);
      },
    });
    new Gauge({
      name: 'meetbroker_calendars',
      help: 'Linked calendars that count, by state; doubted: a large part went missing at once, drifted: the last nightly comparison found differences',
      labelNames: ['state'],
      registers: [this.registry],
      async collect() {
        this.reset();
        for (const [state, count] of await calendars(database)) this.set({ state }, count);
      },
    });
  }

  @Public()
  @Get('healthz')
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Public()
  @Get('readyz')
  async ready(): Promise<{ status: 'ok' }> {
    try {
      await this.db.ping();
    } catch {
      throw new Refusal(
        'unavailable',
        'The database does not answer; the service goes on by itself when it does.',
        {
          retryAfterSeconds: 2,
        },
      );
    }
    return { status: 'ok' };
  }

  @Public()
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return this.registry.metrics();
  }
}

const openEffects = async (db: TenantDatabase): Promise<Map<string, number>> => {
  const counts = new Map([
    ['pending', 0],
    ['unknown', 0],
    ['parked', 0],
    ['failed', 0],
  ]);
  for (const agencyId of await db.agencyIds()) {
    const rows: { state: string; count: number }[] = await db.inAgency(agencyId, (tx) =>
      tx.query(`select state, count(*)::integer as count from effect where state <> 'done' group by state`),
    );
    for (const { state, count } of rows) counts.set(state, (counts.get(state) ?? 0) + count);
  }
  return counts;
};

const calendars = async (db: TenantDatabase): Promise<Map<string, number>> => {
  const counts = new Map(['never', 'ok', 'failing', 'gone', 'doubted', 'drifted'].map((state) => [state, 0]));
  for (const agencyId of await db.agencyIds()) {
    const rows: { state: string; count: number; doubted: number; drifted: number }[] = await db.inAgency(
      agencyId,
      (tx) =>
        tx.query(
          `select state, count(*)::int as count, count(quarantine)::int as doubted,
             count(*) filter (where (audit->>'absent')::int + (audit->>'outdated')::int + (audit->>'extra')::int > 0)::int
               as drifted
           from calendar where account_id is not null and (blocks or write_target) group by state`,
        ),
    );
    for (const { state, count, doubted, drifted } of rows) {
      for (const [name, more] of Object.entries({ [state]: count, doubted, drifted })) {
        counts.set(name, (counts.get(name) ?? 0) + more);
      }
    }
  }
  return counts;
};
