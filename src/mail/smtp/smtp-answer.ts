/** What MailIntake.store said. */
export type Stored = 'stored' | 'no-such-address' | 'try-later';

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
export const TOO_LARGE = new SmtpError(552, 'The mail is too large');

const KEPT = 'The mail is kept';

export const answerTo = (stored: Stored): Answer => {
  if (stored === 'stored') return KEPT;
  return stored === 'try-later' ? LATER : NO_SUCH_ADDRESS;
};

/**
 * The one answer that SMTP has for all recipients (LMTP has one for each). Only if the mail is kept for everybody it is
 * 250; if somebody is missing, 451: the other side comes again, and an address that is gone by then is refused by name.
 */
export const forAll = (answers: readonly Answer[]): Answer => {
  const [first] = answers;
  return first !== undefined && answers.every((answer) => answer === first) ? first : LATER;
};
