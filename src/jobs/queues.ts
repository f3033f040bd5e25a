import type { JobName } from './queue.port.js';

interface QueueSettings {
  readonly policy: 'standard' | 'short' | 'singleton' | 'stately';
  readonly heartbeatSeconds: number;
  readonly expireInSeconds: number;
  readonly retryLimit: number;
  readonly retryDelay: number;
  readonly retryBackoff: boolean;
  readonly retryDelayMax: number;
  readonly deleteAfterSeconds: number;
  readonly notify: boolean;
}

/**
 * A killed worker's job comes back when its heartbeats stop, after some ten seconds; by default it would be fifteen
 * minutes. Retries go on for about an hour; after that the round finds what is still open in the tables.
 */
const base: QueueSettings = {
  policy: 'standard',
  heartbeatSeconds: 10,
  expireInSeconds: 600,
  retryLimit: 20,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 300,
  deleteAfterSeconds: 3_600,
  notify: true,
};

/** `short` keeps one waiting job a singleton key: a second wish for the same sync adds nothing. */
export const QUEUES: Readonly<Record<JobName, QueueSettings>> = {
  'carry-out': base,
  'carry-out-due': { ...base, policy: 'short' },
  'sync-calendar': { ...base, policy: 'short' },
  'read-message': base,
  round: { ...base, policy: 'short', retryLimit: 0 },
};
