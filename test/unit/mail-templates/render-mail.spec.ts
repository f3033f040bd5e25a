import fc from 'fast-check';
import { LANGUAGES } from '../../../src/mail/templates/language.js';
import { type MailBlock, mailContent } from '../../../src/mail/templates/mail-blocks.js';
import type { MailInput } from '../../../src/mail/templates/mail-input.js';
import { renderMail } from '../../../src/mail/templates/render-mail.js';
import type { MailTemplate } from '../../../src/meetings/meeting.js';

const TEMPLATES: readonly MailTemplate[] = [
  'invitation',
  'choose',
  'agreed',
  'confirmation',
  'withdrawal',
  'cancellation',
  'update',
  'taken',
  'regret',
  'chase',
  'reminder',
  'too-late',
];
const EVERY = TEMPLATES.flatMap((template) => LANGUAGES.map((locale) => [template, locale] as const));

const hour = (day: number, h: number) => ({
  start: Date.UTC(2026, 10, day, h),
  end: Date.UTC(2026, 10, day, h + 1),
});

const input = (more: Partial<MailInput> = {}): MailInput => ({
  template: 'invitation',
  locale: 'lv',
  attendee: { name: 'Andris Kalniņš' },
  client: { name: 'SIA Alfa', person: 'Jānis Bērziņš' },
  secretary: { name: 'Līga Ozola', phone: '+371 26 123 456', email: 'liga@birojs.example' },
  meeting: { title: 'Jumta tāme', note: 'Paņemiet plānu.\nIeeja no pagalma.' },
  place: { name: 'Birojs', address: 'Brīvības iela 21, Rīga', mapUrl: 'https://map.example/?a=1&b=2' },
  option: hour(24, 8),
  offered: [hour(24, 8), hour(25, 12)],
  zone: 'Europe/Riga',
  pageUrl: 'https://meet.example/p/abc',
  detail: null,
  ...more,
});

const TIMES = {
  lv: 'plkst. 10.00–11.00 (Rīgas laiks)',
  en: '10:00–11:00 (Riga time)',
  ru: '10:00–11:00 (часовой пояс: Латвия)',
  de: '10:00–11:00 Uhr (Osteuropäische Zeit)',
};

/** Everything that a mail says, piece by piece. */
const pieces = (blocks: readonly MailBlock[]): string[] => blocks.flatMap(piecesOf);

const piecesOf = (block: MailBlock): string[] => {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [block.text];
    case 'facts':
    case 'contact':
      return block.rows.flatMap(({ label, lines, link }) => [
        label,
        ...lines,
        ...(link === null ? [] : [link.text]),
      ]);
    case 'list':
      return [block.label, ...block.items];
    case 'choices':
      return [
        block.label,
        ...block.items.flatMap(({ text, link }) => [text, ...(link === null ? [] : [link.text, link.url])]),
        ...(block.none === null ? [] : [block.none.text, block.none.url]),
      ];
    case 'signature':
      return block.text.split('\n');
    case 'note':
      return [block.label, ...block.text.split('\n')];
    case 'button':
      return [block.label, block.url];
  }
};

const unescaped = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

describe.each(EVERY)('%s in %s', (template, locale) => {
  const wanted = input({ template, locale, detail: 'Jānis ir slims' });

  test('text and HTML say the same', () => {
    const mail = renderMail(wanted);
    const said = pieces(mailContent(wanted).blocks);
    expect(said.length).toBeGreaterThan(10);
    for (const piece of said) {
      expect(mail.text).toContain(piece);
      expect(unescaped(mail.html)).toContain(piece);
    }
  });

  test('says when, who, and how to reach whom', () => {
    const { text, subject } = renderMail(wanted);
    expect(text).toContain(TIMES[locale]);
    for (const piece of [
      'Jānis Bērziņš (SIA Alfa)',
      'Līga Ozola',
      '+371 26 123 456',
      'liga@birojs.example',
    ]) {
      expect(text).toContain(piece);
    }
    expect(subject).toContain('Jumta tāme');
  });

  test('leaves out what is not there', () => {
    const bare = renderMail(
      input({
        template,
        locale,
        place: null,
        option: null,
        offered: [],
        pageUrl: null,
        meeting: { title: 'x', note: null },
        secretary: { name: 'Līga', phone: null, email: 'liga@birojs.example' },
      }),
    );
    expect(bare.text).not.toMatch(/null|undefined|https?:|: *$/m);
    expect(bare.html).not.toMatch(/null|undefined|href="http/);
  });
});

describe('what a mail offers', () => {
  test('the other times, not the one it is about', () => {
    const { text } = renderMail(input());
    expect(text).toContain('- trešdien, 2026. gada 25. novembrī, plkst. 14.00–15.00 (Rīgas laiks)');
    expect(text).not.toContain('- otrdien');
  });

  test('no button where there is nothing to choose', () => {
    const of = (template: MailTemplate, offered: MailInput['offered']) =>
      mailContent(input({ template, offered })).blocks.some(({ kind }) => kind === 'button');
    expect(of('taken', [hour(25, 12)])).toBe(true);
    expect(of('taken', [])).toBe(false);
    expect(of('withdrawal', [])).toBe(false);
    expect(of('cancellation', [hour(25, 12)])).toBe(false);
    expect(of('regret', [])).toBe(false);
  });

  test('what to bring is said only while there is a meeting ahead', () => {
    const says = (template: MailTemplate) => renderMail(input({ template })).text.includes('Paņemiet plānu');
    expect(TEMPLATES.filter(says)).toEqual([
      'invitation',
      'choose',
      'agreed',
      'confirmation',
      'update',
      'chase',
      'reminder',
    ]);
  });

  test('a language without texts is English', () => {
    expect(renderMail(input({ locale: 'fr-FR' })).text).toContain('Dear Andris Kalniņš,');
    expect(renderMail(input({ locale: 'LV_lv' })).text).toContain('Labdien!');
  });

  test('a client who is a person is named once', () => {
    const person = { name: 'Jānis Bērziņš', person: 'Jānis Bērziņš' };
    expect(renderMail(input({ client: person })).text).toContain('Uz tikšanos Jūs aicina Jānis Bērziņš.');
  });
});

describe('hostile words', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' onmouseover='x",
      'a\r\nBcc: everybody@x.example\r\n\r\n',
      'javascript:alert(1)',
      '\u202etxt.exe',
      '</title></style>',
      '{{x}}%s',
      '\0',
    ),
  );
  const frame = renderMail(input({ place: null }))
    .html.match(/<[a-z!/][^>]*>/gi)
    ?.map((tag) => tag.split(/[\s>]/)[0]);

  test('add no tag, no attribute, no line and no link', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, title, url) => {
        const mail = renderMail(
          input({
            attendee: { name },
            client: { name: title, person: name },
            secretary: { name, phone: title, email: name },
            meeting: { title, note: null },
            place: null,
            pageUrl: url,
          }),
        );
        expect(mail.subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        const tags = mail.html.match(/<[a-z!/][^>]*>/gi) ?? [];
        const known = new Set(frame);
        for (const tag of tags) {
          expect(known).toContain(tag.split(/[\s>]/)[0]);
          expect(tag).not.toMatch(/\son\w+=/i);
        }
        for (const [, href] of mail.html.matchAll(/href="([^"]*)"/g))
          expect(href).toMatch(/^(mailto|tel|https?):/);
        expect(mail.html).not.toMatch(/[\u202a-\u202e]/);
      }),
      { numRuns: 500 },
    );
  });

  test('a note keeps its lines, as text', () => {
    const mail = renderMail(input({ meeting: { title: 'x', note: '1 < 2\r\n<b>fat</b>' } }));
    expect(mail.text).toContain('1 < 2\n<b>fat</b>');
    expect(mail.html).toContain('1 &lt; 2<br>&lt;b&gt;fat&lt;/b&gt;');
  });

  test('a map link that is no web address is left out', () => {
    const place = { name: 'A', address: 'B', mapUrl: 'javascript:alert(1)' };
    expect(renderMail(input({ place })).html).not.toContain('javascript');
  });
});
