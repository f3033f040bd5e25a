import type { MailOrigin } from '../mail/mail.port.js';
import type { ReadMail } from '../mail/mime/mail.js';
import { isAutomaticAddress } from './automatic-address.js';

/**
 * Whether something may be sent because of a mail, besides what follows from an answer in it (RFC 3834 section 2): not when
 * a program wrote it, asks for no answer, or reads what comes back. Two programs that answer each other never stop; a
 * person who is not answered is still heard, and somebody sees the mail.
 *
 * @param envelope the sender `<>` of SMTP counts like a `Return-Path: <>`. A mailbox that says nothing of the envelope does
 *   not make a mail automatic: there the header has to say it.
 */
export const mayBeAnswered = (
  mail: Pick<ReadMail, 'automatic' | 'suppressed' | 'from'>,
  envelope: { readonly from: string; readonly via: MailOrigin['via'] },
): boolean => {
  const nobody = envelope.from === '' && envelope.via !== 'imap';
  const program = mail.from.some(({ address }) => isAutomaticAddress(address));
  return !mail.automatic && !mail.suppressed && !nobody && !program && !isAutomaticAddress(envelope.from);
};
