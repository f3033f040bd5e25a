import type { Stored } from '../mail.port.js';

/** A text goes out as 250; an error with its responseCode. */
export type Answer = string | SmtpError;

export class SmtpError extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message);
  }
}

export const LATER = new SmtpError(451, 'Cannot keep the mail at the moment, please come again');
export const NO_SUCH_ADDRESS = new SmtpError(550, 'There is no such address here');
/** RFC 5321 section 4.2.3: 452 asks to come again, when somebody has seen to what is here. */
export const FULL = new SmtpError(452, 'There is no room for more mail to this address at the moment');
export const TOO_LARGE = new SmtpError(552, 'The mail is too large');

const ANSWERS: Readonly<Record<Stored, Answer>> = {
  stored: 'The mail is kept',
  'no-such-address': NO_SUCH_ADDRESS,
  full: FULL,
  'try-later': LATER,
};

export const answerTo = (stored: Stored): Answer => ANSWERS[stored];

/**
 * The one answer that SMTP has for all recipients (LMTP has one for each). Only if the mail is kept for everybody it is
 * 250; if somebody is missing, 451: the other side comes again, and an address that is gone by then is refused by name.
 */
export const forAll = (answers: readonly Answer[]): Answer => {
  const [first] = answers;
  return first !== undefined && answers.every((answer) => answer === first) ? first : LATER;
};
