import { decodeText } from './decode-text.js';
import { type ContactField, type FileRow, localeNamed } from './file-row.js';

interface Property {
  readonly name: string;
  readonly types: readonly string[];
  readonly value: string;
}

interface Line {
  readonly number: number;
  readonly text: string;
}

/**
 * Contacts of a vCard file: 4.0 (RFC 6350), 3.0 (RFC 2426), and 2.1 with quoted-printable, which old telephones write.
 * What a contact here has one of only, and the card several, goes into the note, so that nothing is lost; pictures,
 * sounds and keys are left out.
 */
export const readVcards = (text: string): FileRow[] => {
  const rows: FileRow[] = [];
  let begun: number | null = null;
  let properties: Property[] = [];
  for (const { number, text: line } of logicalLines(text)) {
    const mark = line.trim().toUpperCase();
    if (mark === 'BEGIN:VCARD') {
      if (begun !== null) rows.push({ line: begun, values: valuesOf(properties), broken: 'not-ended' });
      begun = number;
      properties = [];
    } else if (mark === 'END:VCARD' && begun !== null) {
      rows.push({ line: begun, values: valuesOf(properties), broken: null });
      begun = null;
    } else if (begun !== null) {
      const property = propertyOf(line);
      if (property !== null) properties.push(property);
    }
  }
  if (begun !== null) rows.push({ line: begun, values: valuesOf(properties), broken: 'not-ended' });
  return rows;
};

/** Lines unfolded: after a break and a space, and, in quoted-printable, after an equals sign at the end. */
const logicalLines = (text: string): Line[] => {
  const lines: { number: number; text: string }[] = [];
  for (const [i, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const last = lines.at(-1);
    const quoted = last !== undefined && /^[^:]*QUOTED-PRINTABLE/i.test(last.text);
    if (last !== undefined && quoted && last.text.endsWith('=')) {
      last.text = last.text.slice(0, -1) + raw.replace(/^[ \t]+(?==)/, '');
    } else if (last !== undefined && /^[ \t]/.test(raw)) {
      last.text += raw.slice(1);
    } else {
      lines.push({ number: i + 1, text: raw });
    }
  }
  return lines;
};

const propertyOf = (line: string): Property | null => {
  const match = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^":])*)?):(.*)$/s.exec(line);
  if (match === null) return null;
  const [, name = '', parameters = '', raw = ''] = match;
  const pairs = parameters
    .split(';')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      // 2.1 writes TEL;CELL: for what later versions write as TEL;TYPE=CELL:.
      return at < 0
        ? (['TYPE', part] as const)
        : ([part.slice(0, at).toUpperCase(), part.slice(at + 1)] as const);
    });
  const given = (key: string) => pairs.filter(([one]) => one === key).map(([, value]) => value);
  const types = given('TYPE').flatMap((value) => value.replaceAll('"', '').toUpperCase().split(','));
  const quoted = [...given('ENCODING'), ...types].some((one) => one.toUpperCase() === 'QUOTED-PRINTABLE');
  const preferred = given('PREF').length > 0 ? [...types, 'PREF'] : types;
  return {
    name: name.toUpperCase(),
    types: preferred,
    value: quoted ? fromQuotedPrintable(raw, given('CHARSET')[0]) : raw,
  };
};

/** RFC 2045 section 6.7. A charset that is not said, or not known, is guessed from the bytes. */
const fromQuotedPrintable = (text: string, charset: string | undefined): string => {
  const bytes = new Uint8Array(
    [...text.matchAll(/=([0-9A-Fa-f]{2})|([\s\S])/g)].flatMap(([, hex, character = '']) =>
      hex === undefined ? [...new TextEncoder().encode(character)] : [Number.parseInt(hex, 16)],
    ),
  );
  try {
    return new TextDecoder(charset?.replaceAll('"', '')).decode(bytes);
  } catch {
    return decodeText(bytes).text;
  }
};

const plainText = (text: string): string =>
  text.replace(/\\([nN,;:\\])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign)).trim();

/** What a contact here has no field for; kept in the note under the card's own names. */
const ALSO_TOLD = ['URL', 'ROLE', 'NICKNAME', 'BDAY', 'IMPP'] as const;

/** The parts of a value with several, such as N and ORG. */
const parts = (value: string): string[] =>
  value
    .replace(/\\;/g, '\u0000')
    .split(';')
    .map((part) => plainText(part.replaceAll('\u0000', ';')));

const valuesOf = (properties: readonly Property[]): Partial<Record<ContactField, string>> => {
  const of = (name: string) =>
    properties
      .filter((one) => one.name === name && one.value.trim() !== '')
      .sort((a, b) => Number(b.types.includes('PREF')) - Number(a.types.includes('PREF')));
  const first = (name: string) => plainText(of(name)[0]?.value ?? '');
  const [family = '', given = '', additional = ''] = parts(of('N')[0]?.value ?? '');
  const company = parts(of('ORG')[0]?.value ?? '')
    .filter((part) => part !== '')
    .join(', ');
  const emails = of('EMAIL').map(({ value }) => plainText(value).replace(/^mailto:/i, ''));
  const phones = [...of('TEL')]
    .sort((a, b) => Number(b.types.includes('CELL')) - Number(a.types.includes('CELL')))
    .map(({ value }) => plainText(value).replace(/^tel:/i, ''));
  const note = [
    ...of('NOTE').map(({ value }) => plainText(value)),
    ...of('TITLE').map(({ value }) => plainText(value)),
    ...emails.slice(1),
    ...phones.slice(1),
    ...of('ADR').map(({ value }) =>
      parts(value)
        .filter((part) => part !== '')
        .join(', '),
    ),
    ...ALSO_TOLD.flatMap((name) => of(name).map(({ value }) => `${name}: ${plainText(value)}`)),
  ].filter((text) => text !== '');
  const language = first('LANG') || first('LANGUAGE');
  const zone = first('TZ');
  const found = {
    name: first('FN') || [given, additional, family].filter((part) => part !== '').join(' ') || company,
    company,
    email: emails[0] ?? '',
    phone: phones[0] ?? '',
    locale: language === '' ? '' : localeNamed(language),
    // An offset such as +02:00 says nothing of summer time: only a zone by name is one.
    zone: /^[A-Za-z]+\/[\w/+-]+$/.test(zone) ? zone : '',
    note: note.join('\n'),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== ''));
};
