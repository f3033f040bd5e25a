import type { Tx } from '../db/tenant.js';

/** Wakes work. The tables are the truth; a job may come twice or late, so every handler looks at the tables first. */
export interface Queue {
  /** Enqueues inside the caller's transaction: the job exists exactly if the state that it is about does. */
  send<K extends JobName>(tx: Tx, name: K, data: JobData[K], options?: SendOptions): Promise<void>;
  /** Enqueues on its own, for what follows no change of state. */
  sendAlone<K extends JobName>(name: K, data: JobData[K], options?: SendOptions): Promise<void>;
  /** One handler a name; called at the start of a process with ROLE worker or both. */
  work<K extends JobName>(name: K, handler: (data: JobData[K]) => Promise<void>): Promise<void>;
}

/** DI token of the Queue. */
export const QUEUE = Symbol('QUEUE');

export interface SendOptions {
  /** Epoch ms; not before. */
  readonly notBefore?: number;
  /** While a job with this key waits, another one is not added. */
  readonly singletonKey?: string;
}

/** Jobs carry ids only: what they mean is read from the tables when they run. */
export interface JobData {
  /** Carry out the open effects of a meeting, in order. */
  'carry-out': { readonly agencyId: string; readonly meetingId: string };
  /** The same, woken by the round: apart, so that what waits for an outside server cannot crowd out what is new. */
  'carry-out-due': { readonly agencyId: string; readonly meetingId: string };
  /** Bring one calendar's mirror up to date. */
  'sync-calendar': { readonly agencyId: string; readonly calendarId: string };
  /** Work on a stored incoming mail. */
  'read-message': { readonly agencyId: string; readonly messageId: string };
  /** The worker's round: overdue effects, calendars due for a poll, proposals that expire. */
  round: Record<string, never>;
}

export type JobName = keyof JobData;
