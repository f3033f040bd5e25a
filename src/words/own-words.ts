const SIGNATURE = /^--\s*$/;
const ORIGINAL =
  /^\s*(?:-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|sākotnējais ziņojums|oriģinālais ziņojums|исходное сообщение|пересылаемое сообщение)\b|_{10,}\s*$)/iu;
const SENT_FROM =
  /^\s*(?:sent from (?:my|outlook|mail)|get outlook for|nosūtīts no|sūtīts no|отправлено (?:с|из)|von meinem .{1,40} gesendet|gesendet von)/iu;
const CLOSING =
  /^\s*(?:(?:with )?(?:best|kind|warm|kindest) regards|regards|best wishes|sincerely(?: yours)?|yours sincerely|cheers|ar cieņu|ar sveicienu|sveicieni|с уважением|с наилучшими пожеланиями|(?:mit )?(?:freundlichen|besten|herzlichen|lieben|vielen|freundliche|beste|herzliche|liebe|viele) grüße?n?|mfg|lg|vg)\s*[,!.]?\s*$/iu;
const HEADER_FROM = /^\s*\*?(?:from|von|no|от|от кого)\*?:/iu;
const HEADER_NEXT =
  /^\s*\*?(?:sent|date|to|gesendet|datum|an|nosūtīts|kam|datums|отправлено|дата|кому)\*?:/iu;
const ATTRIBUTION =
  /(?:\bwrote:|\bschrieb\b.{0,200}:|rakstīja.{0,200}:|raksta.{0,200}:|(?:пишет|написала?|написал\(а\)).{0,200}:)\s*$/iu;

/**
 * What the writer of a mail wrote in it: the text with quoted history, signature and closing blanked out. It has the
 * length of what went in, so that a place in it is a place in the mail. A line too many blanked leaves an answer to
 * be read by a person; a quoted one left in would put our own words into the partner's mouth, so doubt blanks.
 */
export function ownWords(text: string): string {
  const lines = text.split('\n');
  const kept: string[] = [];
  let over = false;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    over ||= ends(lines, i);
    const mine = !over && !/^\s*[>|]/.test(line) && !attributes(lines, i);
    kept.push(mine ? line : ' '.repeat(line.length));
  }
  return kept.join('\n');
}

/** From here on nothing is the writer's own. */
function ends(lines: readonly string[], at: number): boolean {
  const line = (lines[at] ?? '').slice(0, 400);
  if (SIGNATURE.test(line) || ORIGINAL.test(line) || SENT_FROM.test(line) || CLOSING.test(line)) return true;
  if (HEADER_FROM.test(line)) {
    return lines.slice(at + 1, at + 4).some((next) => HEADER_NEXT.test(next.slice(0, 400)));
  }
  if (!attributes(lines, at)) return false;
  // Under an attribution the writer's own words may go on only where the quotation is marked line by line.
  const next = lines
    .slice(at + 1, at + 6)
    .find((line, i) => line.trim() !== '' && !attributes(lines, at + 1 + i));
  return next === undefined || !/^\s*>/.test(next);
}

/** "On 25 November Anna wrote:", also where it is broken into two lines. */
function attributes(lines: readonly string[], at: number): boolean {
  const line = (lines[at] ?? '').slice(0, 400);
  if (ATTRIBUTION.test(line)) return true;
  const next = (lines[at + 1] ?? '').slice(0, 400);
  return /\d/.test(line) && /^\s*(?:on|am|в|ср|пн|вт|чт|пт|сб|вс|\d)/iu.test(line) && ATTRIBUTION.test(next);
}
