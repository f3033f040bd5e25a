import { MAIL_LIMITS, type MailRefusal } from './mail.js';

export type BoundsRefusal = { ok: false; reason: MailRefusal; detail: string };

/**
 * What can be said about a mail before a parser sees it; null when nothing stands against parsing.
 *
 * The header is capped because address parsing grows faster than its input. A repeated From is refused because
 * programs disagree which one counts (the signature may cover the other one).
 */
export function checkMailBounds(raw: Uint8Array): BoundsRefusal | null {
  if (raw.length === 0) return refuse('empty', 'the mail has no bytes');
  if (raw.length > MAIL_LIMITS.octets) return refuse('too-large', `${raw.length} octets`);
  const head = headerBlock(raw);
  if (head === null)
    return refuse('header-too-large', `more than ${MAIL_LIMITS.headerOctets} octets of header`);
  const names = head.match(/^[!-9;-~]+(?=[ \t]*:)/gm) ?? [];
  if (names.filter((name) => name.toLowerCase() === 'from').length > 1) {
    return refuse('from-repeated', 'the mail has more than one From header');
  }
  if (!names.some((name) => USUAL_HEADER.test(name))) return refuse('not-a-mail', 'there is no mail header');
  return null;
}

const USUAL_HEADER =
  /^(from|to|subject|date|message-id|received|return-path|content-type|mime-version|delivered-to)$/i;

function refuse(reason: MailRefusal, detail: string): BoundsRefusal {
  return { ok: false, reason, detail };
}

/** The bytes up to the first empty line, as Latin-1; null when there is none within the limit. */
function headerBlock(raw: Uint8Array): string | null {
  const text = new TextDecoder('latin1').decode(raw.subarray(0, MAIL_LIMITS.headerOctets + 4));
  const end = text.search(/(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r)/);
  if (end >= 0 && end <= MAIL_LIMITS.headerOctets) return text.slice(0, end);
  return raw.length <= MAIL_LIMITS.headerOctets ? text : null;
}
