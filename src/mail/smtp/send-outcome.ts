import type { SendOutcome } from '../mail.port.js';

/** What nodemailer's error says; every field may be missing. */
interface SmtpError {
  readonly code?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
  readonly message?: unknown;
}

/**
 * Refusals of the sender, not of the mail: a wrong password must not mark every attendee undeliverable, since the
 * operator can mend it (RFC 4954 section 6).
 */
const OUR_OWN_FAULT = new Set([530, 534, 535, 538]);

/**
 * The outcome of a send that failed.
 * @param error what nodemailer threw.
 * @param dataBegun true when the server had asked for the mail (354) and the mail had begun to flow: from then on a lost
 *   connection leaves open whether the server has it.
 */
export const outcomeOf = (error: unknown, dataBegun: boolean): SendOutcome => {
  const { code, responseCode, response, message }: SmtpError =
    typeof error === 'object' && error !== null ? error : {};
  const answer = oneLine(
    typeof response === 'string' && response !== '' ? response : String(message ?? error),
  );
  const status = typeof responseCode === 'number' ? responseCode : null;
  if (status !== null && status >= 400 && status < 500) return { kind: 'later', answer };
  const aboutTheMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (aboutTheMail && (status === null || !OUR_OWN_FAULT.has(status))) return { kind: 'refused', answer };
  return { kind: dataBegun && status === null ? 'unknown' : 'later', answer };
};

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 500);
