import type { Reason } from './reason.js';

/** A reason as the API says it: instants as ISO 8601 UTC instead of milliseconds, everything else as it is. */
export type ReasonView = { readonly because: Reason['because'] } & Readonly<Record<string, unknown>>;

export const reasonView = (reason: Reason): ReasonView => {
  switch (reason.because) {
    case 'notice':
      return { ...reason, earliest: reason.earliest === null ? null : iso(reason.earliest) };
    case 'calendar':
      return reason.syncedAt === undefined ? reason : { ...reason, syncedAt: iso(reason.syncedAt) };
    case 'instruction': {
      const { said, withdrawnAt, ...rest } = reason.instruction;
      return {
        ...reason,
        instruction: {
          ...rest,
          said: { ...said, at: iso(said.at) },
          ...(withdrawnAt === undefined ? {} : { withdrawnAt: iso(withdrawnAt) }),
        },
      };
    }
    default:
      return reason;
  }
};

const iso = (ms: number): string => new Date(ms).toISOString();
