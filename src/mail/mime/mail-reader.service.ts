import { Injectable } from '@nestjs/common';
import { BoundedWorkers } from '../../worker/bounded-worker.service.js';
import type { WorkerFailure } from '../../worker/worker-result.js';
import { type DkimFinding, type DkimKeys, MAIL_LIMITS, type MailAndCalendars } from './mail.js';
import type { MailJob } from './read-mail.worker.js';

const ENTRY = new URL('./read-mail.worker.js', import.meta.url);

/**
 * Ordinary mail takes some milliseconds; mail at several limits at once took under a second on one slow core. What
 * needs more than this is shown to a person; the raw mail is stored before it is read.
 */
const LIMITS = { timeoutMs: 10_000, maxOldGenerationMb: 256 };

export type MailReading =
  | MailAndCalendars
  /** The mail was more than the reader could take: `busy` and `closed` are worth another try, the others are not. */
  | { ok: false; reason: WorkerFailure; detail: string };

/** Reads raw mail where it can do no harm. Never rejects. */
@Injectable()
export class MailReader {
  constructor(private readonly workers: BoundedWorkers) {}

  async read(raw: Buffer): Promise<MailReading> {
    // Checked here too, so that 5 MB are the most that is ever copied to a thread.
    if (raw.length > MAIL_LIMITS.octets)
      return { ok: false, reason: 'too-large', detail: `${raw.length} octets` };
    const job: MailJob = { kind: 'read', raw };
    const result = await this.workers.run<MailJob, MailAndCalendars>(ENTRY, job, LIMITS);
    return result.ok ? result.value : result;
  }

  /** Of a mail that was read before. Null when the signatures were more than the reader could take. */
  async verifyDkim(raw: Buffer, keys: DkimKeys, at: number): Promise<DkimFinding[] | null> {
    const job: MailJob = { kind: 'dkim', raw, keys, at };
    const result = await this.workers.run<MailJob, DkimFinding[]>(ENTRY, job, LIMITS);
    return result.ok ? result.value : null;
  }
}
