/** Headers that say whether a person wrote this mail (RFC 3834), in the words of the programs that matter. */
export interface AutomaticFacts {
  autoSubmitted: string | null;
  returnPathEmpty: boolean;
  precedence: string | null;
  list: boolean;
  automatic: boolean;
  suppressed: boolean;
  outOfOffice: boolean;
}

/** `header` answers a header's decoded value, trimmed, or null; names in lower case. */
export function automaticFacts(header: (name: string) => string | null, subject: string): AutomaticFacts {
  const autoSubmitted = keyword(header('auto-submitted'));
  const precedence = keyword(header('precedence'));
  const returnPathEmpty = /^<\s*>$/.test(header('return-path') ?? '');
  const list = ['list-id', 'list-unsubscribe', 'list-post', 'mailing-list'].some(
    (name) => header(name) !== null,
  );
  const responder = ['x-autoreply', 'x-autorespond', 'x-autoresponder'].some((name) => header(name) !== null);
  const suppress = (header('x-auto-response-suppress') ?? '').toLowerCase().split(/[\s,]+/);
  const replied =
    autoSubmitted?.startsWith('auto-replied') === true || precedence === 'auto_reply' || responder;
  const submitted = autoSubmitted !== null && autoSubmitted !== 'no';
  return {
    autoSubmitted,
    returnPathEmpty,
    precedence,
    list,
    automatic:
      submitted ||
      returnPathEmpty ||
      list ||
      responder ||
      ['bulk', 'junk', 'list', 'auto_reply'].includes(precedence ?? ''),
    // MS-OXCMAIL; OOF alone leaves other answers be.
    suppressed: suppress.includes('all') || suppress.includes('autoreply'),
    // Exchange marks its absence notes auto-generated; there the subject has to tell.
    outOfOffice: replied || ((submitted || returnPathEmpty) && ABSENCE.test(subject)),
  };
}

/** How mail programs head an absence note, in the languages our partners' programs speak. */
const ABSENCE =
  /^\s*(automatic reply|auto(matic)?[ -]?(response|reply)|out of (the )?office|automatische antwort|abwesenheit|automātisk|ārpus biroja|prombūtn|автоответ|автоматический ответ|нет на месте)/iu;

function keyword(value: string | null): string | null {
  if (value === null) return null;
  const word =
    value
      .replace(/\(.*?\)/g, '')
      .split(';')[0]
      ?.trim()
      .toLowerCase() ?? '';
  return word === '' ? null : word;
}
