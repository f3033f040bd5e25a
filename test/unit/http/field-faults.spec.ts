import { z } from 'zod';
import { fieldFaults, pointerOf } from '../../../src/http/field-faults.js';
import { emailField, lineField, patchOf, phoneField, zoneField } from '../../../src/http/fields.schema.js';

const faultsOf = (schema: z.ZodType, value: unknown) => {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : fieldFaults(parsed.error.issues);
};

describe('field faults', () => {
  it('point into the document as RFC 6901 says', () => {
    expect(pointerOf([])).toBe('');
    expect(pointerOf(['a/b', 0, 'm~n', { key: 'x' }])).toBe('/a~1b/0/m~0n/x');
  });

  it('say what is missing, what has the wrong type, and what has no meaning', () => {
    const schema = z.strictObject({ a: z.string(), b: z.array(z.strictObject({ c: z.number() })) });
    expect(faultsOf(schema, { b: [{ c: 'x', d: 1 }], e: 1 })).toEqual([
      { pointer: '/a', detail: 'This is missing: give a text.' },
      { pointer: '/b/0/c', detail: 'Give a number here.' },
      { pointer: '/b/0/d', detail: 'There is no field of this name; leave it out or mend the name.' },
      { pointer: '/e', detail: 'There is no field of this name; leave it out or mend the name.' },
    ]);
    expect(faultsOf(schema, 'text')).toEqual([{ pointer: '', detail: 'Give an object here.' }]);
    expect(faultsOf(schema, null)).toEqual([{ pointer: '', detail: 'Give an object here.' }]);
  });
});

describe('fields', () => {
  it('trim names and bring them to NFC', () => {
    expect(lineField(20).parse('  Ja\u0304nis  ')).toBe('Jānis');
    expect(lineField(5).safeParse('Ja\u0304nis').success).toBe(true);
    expect(lineField(5).safeParse('Jāniss').success).toBe(false);
  });

  it('refuse what would break a header or turn the reading direction', () => {
    for (const bad of [
      'a\r\nb',
      'a\tb',
      'a\u0085b',
      'a\u2028b',
      'a\u202eb',
      'a\u2067b',
      'a\ud800b',
      '\u0000',
    ]) {
      expect(lineField(20).safeParse(bad).success).toBe(false);
    }
    for (const good of ["O'Neil & Sons", '(Rīga) 1/2', 'שלום', 'नमस्ते', '👩‍💼']) {
      expect(lineField(20).safeParse(good).success).toBe(true);
    }
  });

  it('take addresses in any case and refuse what is none', () => {
    expect(emailField.parse(' Anna.Liepa+x@Example.ORG ')).toBe('anna.liepa+x@example.org');
    for (const bad of [
      '',
      'a',
      'a@',
      '@b.lv',
      'a@b',
      'a b@c.lv',
      'a@b..lv',
      'a@b.lv, c@d.lv',
      'a@b.lv\nBcc: c@d.lv',
    ]) {
      expect([bad, emailField.safeParse(bad).success]).toEqual([bad, false]);
    }
  });

  it('take zones by IANA name, links included, in the usual spelling', () => {
    expect(zoneField.parse('europe/RIGA')).toBe('Europe/Riga');
    expect(zoneField.parse('Europe/Kiev')).toBe('Europe/Kiev');
    expect(zoneField.parse('UTC')).toBe('UTC');
    for (const bad of ['+02:00', 'Europe/Rigga', 'FLE Standard Time', '', '../etc/passwd']) {
      expect([bad, zoneField.safeParse(bad).success]).toEqual([bad, false]);
    }
  });

  it('take phone numbers as people write them', () => {
    for (const good of ['+371 2000 0000', '67 123-456', '(030) 12/34', '112']) {
      expect([good, phoneField.safeParse(good).success]).toEqual([good, true]);
    }
    for (const bad of ['', 'call me', '+', '+371\n1', '1;ext=2']) {
      expect([bad, phoneField.safeParse(bad).success]).toEqual([bad, false]);
    }
  });

  it('ask for at least one field of a patch', () => {
    const patch = patchOf({ name: lineField(5), note: lineField(5).nullable() });
    expect(patch.parse({ note: null })).toEqual({ note: null });
    expect(patch.safeParse({}).success).toBe(false);
    expect(patch.safeParse({ name: undefined }).success).toBe(false);
  });
});
