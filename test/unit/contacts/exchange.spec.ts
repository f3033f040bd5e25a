import { guessColumns, guessSeparator } from '../../../src/contacts/exchange/columns.js';
import { decodeText } from '../../../src/contacts/exchange/decode-text.js';
import { FIELD_HEADS } from '../../../src/contacts/exchange/field-heads.js';
import {
  type CheckedRow,
  type KnownContact,
  planImport,
} from '../../../src/contacts/exchange/import-plan.js';
import { readTable } from '../../../src/contacts/exchange/read-table.js';
import { readVcards } from '../../../src/contacts/exchange/read-vcards.js';
import { vcardOf } from '../../../src/contacts/exchange/write-vcards.js';

const AUTO = { separator: null, columns: null };
const rowsOf = (text: string, choices: Parameters<typeof readTable>[1] = AUTO) => {
  const table = readTable(text, choices);
  return 'rows' in table
    ? table.rows.map(({ line, values, broken }) => ({ line, ...values, broken }))
    : table;
};
const bytes = (...parts: (string | number)[]) =>
  new Uint8Array(
    parts.flatMap((part) => (typeof part === 'number' ? [part] : [...Buffer.from(part, 'latin1')])),
  );

describe('the letters of a file', () => {
  const LATVIAN = 'Vārds;E-pasts\r\nĢirts Šķēle;g@x.example\r\n';
  const RUSSIAN = 'Имя;Почта\r\nИван Петров;i@x.example\r\n';
  const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
  const baltic = bytes('V', 0xe2, 'rds;E-pasts\r\n', 0xcc, 'irts ', 0xd0, 0xed, 0xe7, 'le;g@x.example\r\n');
  const cyrillic = new Uint8Array(
    [...RUSSIAN].map((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return code < 0x80 ? code : code - 0x410 + 0xc0;
    }),
  );

  it.each([
    ['UTF-8', Buffer.from(LATVIAN), 'utf-8', LATVIAN],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${LATVIAN}`), 'utf-8', LATVIAN],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${RUSSIAN}`, 'utf16le'), 'utf-16le', RUSSIAN],
    ['UTF-16 the other way round', utf16be(`\ufeff${LATVIAN}`), 'utf-16be', LATVIAN],
    ['UTF-16 without a mark', Buffer.from('Name;E-mail\r\n', 'utf16le'), 'utf-16le', 'Name;E-mail\r\n'],
    ['windows-1257', baltic, 'windows-1257', LATVIAN],
    ['windows-1251', cyrillic, 'windows-1251', RUSSIAN],
  ] as const)('are found out: %s', (_, file, encoding, text) => {
    expect(decodeText(file)).toEqual({ encoding, text });
  });

  it('are what a person says they are, when the guess was wrong', () => {
    expect(decodeText(baltic, 'windows-1251').text).toContain('Мirts');
  });
});

describe('a table', () => {
  it.each([
    ['semicolon', 'Name;E-mail\nAnna;a@x.example\n'],
    ['comma', 'Name,E-mail\n"Liepa; Anna",a@x.example\n'],
    ['tab', 'Name\tE-mail\nAnna\ta@x.example\n'],
  ] as const)('is parted by what parts it: %s', (separator, text) => {
    expect(guessSeparator(text)).toBe(separator);
    expect(rowsOf(text)).toMatchObject([{ email: 'a@x.example' }]);
  });

  it('knows the heads of other address books and of our own, in each language', () => {
    const kinds = (...heads: string[]) => guessColumns(heads, []);
    expect(
      kinds('First Name', 'Last Name', 'E-mail Address', 'Company', 'Business Phone', 'Mobile Phone'),
    ).toEqual(['firstName', 'lastName', 'email', 'company', 'phone', 'note']);
    expect(
      kinds('Given Name', 'Family Name', 'Organization Name', 'E-mail 1 - Value', 'Phone 1 - Value'),
    ).toEqual(['firstName', 'lastName', 'company', 'email', 'phone']);
    for (const language of ['en', 'lv', 'ru', 'de'] as const) {
      expect(kinds(...Object.values(FIELD_HEADS).map((head) => head[language]))).toEqual(
        Object.keys(FIELD_HEADS),
      );
    }
  });

  it('is read without a head by what stands in it', () => {
    expect(rowsOf('Anna Liepa;+371 29123456;a@x.example\n')).toEqual([
      { line: 1, name: 'Anna Liepa', phone: '+371 29123456', email: 'a@x.example', broken: null },
    ]);
  });

  it('is read as a person says, with names put together and several notes kept apart', () => {
    const text = 'A,B,C,D,E\nAnna,Liepa,red,,latviešu\n';
    const columns = ['firstName', 'lastName', 'note', 'note', 'locale'] as const;
    expect(rowsOf(text, { separator: 'comma', columns: [...columns] })).toMatchObject([
      { name: 'A B', locale: 'E' },
      { name: 'Anna Liepa', note: 'red', locale: 'lv' },
    ]);
    expect(rowsOf('Name,Note,Comment\nAnna,one,two\n')).toMatchObject([{ note: 'Note: one\nComment: two' }]);
  });

  it('says where each contact stands, over quotes, breaks and empty lines', () => {
    const rows = rowsOf('Name;Note\r\n\r\nAnna;"one\r\ntwo; ""three"""\r\nBaiba;x\r\nDace;y;z\r\n');
    expect(rows).toMatchObject([
      { name: 'Anna', note: 'one\ntwo; "three"' },
      { name: 'Baiba', line: 5 },
      { name: 'Dace', line: 6, broken: 'too-many-cells' },
    ]);
  });

  it('is refused with the line when a quotation mark is never closed', () => {
    expect(readTable('Name;Note\nAnna;x\nBaiba;"y\n', AUTO)).toEqual({ line: expect.any(Number) });
  });

  it('takes off the apostrophe that kept a spreadsheet from running a cell', () => {
    expect(rowsOf("Name;Phone\n'=Anna;'+371 29123456\n'Quoted';\n")).toMatchObject([
      { name: '=Anna', phone: '+371 29123456' },
      { name: "'Quoted'" },
    ]);
  });
});

const known = (more: Partial<KnownContact> = {}): KnownContact => ({
  contactId: 'c1',
  name: 'Anna Liepa',
  company: null,
  email: 'a@x.example',
  phone: null,
  locale: 'lv',
  zone: 'Europe/Riga',
  note: null,
  archived: false,
  ...more,
});
describe('vCards', () => {
  it('of old telephones are read: 2.1, quoted-printable, broken over lines, types without a name', () => {
    const card = [
      'BEGIN:VCARD',
      'VERSION:2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C5=A0=C4=B7=C4=93le;=C4=A2i=',
      'rts;;;',
      'TEL;WORK;VOICE:67000000',
      'TEL;CELL:+37129123456',
      'EMAIL;INTERNET;PREF:g@x.example',
      'NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=windows-1251:=CF=F0=E8=E2=E5=F2',
      'END:VCARD',
    ].join('\r\n');
    expect(readVcards(card)).toEqual([
      {
        line: 1,
        broken: null,
        values: {
          name: 'Ģirts Šķēle',
          phone: '+37129123456',
          email: 'g@x.example',
          note: 'Привет\n67000000',
        },
      },
    ]);
  });

  it('of versions 3.0 and 4.0 are read, with groups, escapes, folds and preferences', () => {
    const cards = [
      'BEGIN:VCARD',
      'VERSION:3.0',
      'FN:Anna\\, Liepa',
      'ORG:Alfa;Pārdošana',
      'item1.EMAIL;type=INTERNET:second@x.example',
      'item2.EMAIL;type=INTERNET;type=PREF:first@x.example',
      'NOTE:one\\ntwo lo',
      ' ng',
      'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRg',
      '  ABC',
      'END:VCARD',
      'BEGIN:VCARD',
      'VERSION:4.0',
      'FN:Dr. Jörg Müller',
      'TEL;VALUE=uri;TYPE="voice,cell":tel:+49-30-123456',
      'LANG;PREF=1:de-AT',
      'TZ:Europe/Berlin',
      'END:VCARD',
      'BEGIN:VCARD',
      'FN:Never ended',
    ].join('\n');
    expect(readVcards(cards)).toEqual([
      {
        line: 1,
        broken: null,
        values: {
          name: 'Anna, Liepa',
          company: 'Alfa, Pārdošana',
          email: 'first@x.example',
          note: 'one\ntwo long\nsecond@x.example',
        },
      },
      {
        line: 12,
        broken: null,
        values: { name: 'Dr. Jörg Müller', phone: '+49-30-123456', locale: 'de', zone: 'Europe/Berlin' },
      },
      { line: 19, broken: 'not-ended', values: { name: 'Never ended' } },
    ]);
  });

  it('that we write are read back as they were', () => {
    const {
      contactId: _,
      archived: __,
      ...values
    } = known({
      name: 'Ģirts; Šķēle, \\ dēls',
      company: 'A, B; C'.replace(';', ','),
      phone: '+371 29123456',
      note: `one\ntwo ${'ā'.repeat(200)}`,
    });
    const [row] = readVcards(vcardOf(known(values)));
    expect(row?.values).toEqual(values);
  });
});

const row = (line: number, values: CheckedRow['values'], more: Partial<CheckedRow> = {}): CheckedRow => ({
  line,
  values,
  broken: null,
  faults: [],
  ...more,
});

describe('what becomes of a row', () => {
  it('is new, changed, the same, or refused; a file empties no field', () => {
    const rows = [
      row(2, { name: 'Anna Liepa', email: 'a@x.example' }),
      row(3, { name: 'Baiba', email: 'b@x.example' }),
      row(4, { email: 'c@x.example' }),
      row(5, { name: 'Anna', email: 'A@x.example' }),
      row(6, { name: 'X' }, { broken: 'too-many-cells' }),
    ];
    expect(planImport(rows, [known({ note: 'kept' })]).map((one) => [one.line, one.kind])).toEqual([
      [2, 'same'],
      [3, 'new'],
      [4, 'refused'],
      [5, 'refused'],
      [6, 'refused'],
    ]);
    const [changed] = planImport([row(2, { name: 'Anna Ozola', email: 'A@X.example' })], [known()]);
    expect(changed).toMatchObject({
      kind: 'changed',
      contactId: 'c1',
      changes: expect.arrayContaining([{ field: 'name', from: 'Anna Liepa', to: 'Anna Ozola' }]),
    });
  });

  it('goes by name and telephone where there is no address, and takes an archived contact back', () => {
    const there = [known({ email: null, phone: '+371 291-234' }), known({ contactId: 'c2', archived: true })];
    expect(planImport([row(1, { name: 'anna liepa', phone: '+371 291 234' })], there)).toMatchObject([
      { kind: 'changed', contactId: 'c1' },
    ]);
    expect(planImport([row(1, { name: 'anna liepa', phone: '+371 999' })], there)).toMatchObject([
      { kind: 'new' },
    ]);
    expect(planImport([row(1, { name: 'Anna Liepa', email: 'a@x.example' })], there)).toMatchObject([
      { kind: 'changed', contactId: 'c2', changes: [], restored: true },
    ]);
  });

  it('is not guessed when several contacts have the address', () => {
    const there = [known(), known({ contactId: 'c2', name: 'Office' })];
    expect(planImport([row(1, { name: 'Anna', email: 'a@x.example' })], there)).toMatchObject([
      { kind: 'refused', faults: [{ reason: 'ambiguous' }] },
    ]);
  });
});
