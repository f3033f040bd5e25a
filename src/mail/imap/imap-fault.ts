/** Why a mailbox cannot be read at the moment; mail/reception-words.ts has a sentence for each. */
export type ImapFault =
  | 'sign-in-refused'
  | 'no-such-folder'
  | 'unreachable'
  | 'not-encrypted'
  | 'lost'
  | 'program-failed';

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
  'GREETING_TIMEOUT',
]);

/** What an error of the IMAP client means for the operator. */
export const faultOf = (error: unknown): ImapFault => {
  const { authenticationFailed, mailboxMissing, code, serverResponseCode, message }: ClientError =
    typeof error === 'object' && error !== null ? error : {};
  if (authenticationFailed === true) return 'sign-in-refused';
  if (mailboxMissing === true || serverResponseCode === 'NONEXISTENT') return 'no-such-folder';
  const text = `${String(code ?? '')} ${String(message ?? '')}`;
  if (/CERT|SSL|TLS/i.test(text)) return 'not-encrypted';
  return typeof code === 'string' && UNREACHABLE.has(code) ? 'unreachable' : 'lost';
};

interface ClientError {
  readonly authenticationFailed?: unknown;
  readonly mailboxMissing?: unknown;
  readonly serverResponseCode?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
}

/** A refused sign-in waits this much longer than anything else: servers lock accounts that are knocked at. */
const REFUSED = 30;
const MOST_STEPS = 6;

/**
 * How long to wait before the next try, ms: doubled with each failure, up to a minute and a half (half an hour after a
 * refused sign-in).
 * @param failures in a row, from 1. @param firstMs after the first one. @param random in [0, 1), so that replicas do not
 *   knock in step.
 */
export const retryAfter = (fault: ImapFault, failures: number, firstMs: number, random: number): number => {
  const first = fault === 'sign-in-refused' ? firstMs * REFUSED : firstMs;
  return Math.round(first * 2 ** Math.min(failures - 1, MOST_STEPS) * (0.75 + random * 0.5));
};
