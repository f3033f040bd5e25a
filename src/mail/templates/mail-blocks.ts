import { sayRange } from './dates.js';
import { type Language, languageOf } from './language.js';
import type { MailDesign, MailInput, TimeRange } from './mail-input.js';
import { counted } from './plural.js';
import { DE } from './texts.de.js';
import { EN } from './texts.en.js';
import type { MailTexts } from './texts.js';
import { LV } from './texts.lv.js';
import { RU } from './texts.ru.js';

/** What a mail says, once, in order; mail-text.ts and mail-html.ts only differ in how it looks. */
export type MailBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly FactRow[] }
  | { readonly kind: 'list'; readonly label: string; readonly items: readonly string[] }
  | {
      readonly kind: 'choices';
      readonly label: string;
      readonly items: readonly { readonly text: string; readonly link: Link | null }[];
      readonly none: Link | null;
    }
  | { readonly kind: 'note'; readonly label: string; readonly text: string }
  | { readonly kind: 'signature'; readonly text: string }
  | { readonly kind: 'button'; readonly label: string; readonly url: string }
  | {
      readonly kind: 'contact';
      readonly heading: string;
      readonly rows: readonly FactRow[];
      readonly hint: string;
    };

export interface Link {
  readonly text: string;
  readonly url: string;
}

export interface FactRow {
  readonly label: string;
  readonly lines: readonly string[];
  readonly link: Link | null;
  /** The row the reader looks for first. */
  readonly strong: boolean;
}

export interface MailContent {
  readonly language: Language;
  readonly subject: string;
  readonly blocks: readonly MailBlock[];
  readonly design: MailDesign;
}

export const NO_DESIGN: MailDesign = {
  greeting: null,
  signature: null,
  accent: null,
  ground: null,
  logo: null,
};

const TEXTS: Readonly<Record<Language, MailTexts>> = { lv: LV, en: EN, ru: RU, de: DE };

export const textsOf = (language: Language): MailTexts => TEXTS[language];

/** The content of a mail in the attendee's language; everything a person typed is cleaned of control characters. */
export const mailContent = (input: MailInput): MailContent => {
  const language = languageOf(input.locale);
  const texts = TEXTS[language];
  const template = texts.templates[input.template];
  const title = oneLine(input.meeting.title);
  const said = input.option === null ? null : sayRange(input.option, input.zone, language);
  const design = input.design ?? NO_DESIGN;
  const calendar = input.calendar ?? true;
  const others = input.offered
    .filter((range) => !sameRange(range, input.option))
    .map((range) => ({
      text: sayRange(range, input.zone, language).full,
      link: mailLink(texts.answer.yesLink, range.answerUrl ?? null),
    }));
  const plain = calendar || said !== null ? null : (template.plain ?? null);
  const pageUrl = webAddress(input.pageUrl);
  const reason = input.template === 'cancellation' ? texts.labels.reason : texts.labels.remark;

  const rows: FactRow[] = [fact(texts.labels.meeting, title)];
  if (said !== null) {
    const when = [said.day, `${said.time} (${said.zone})`];
    rows.push({ label: template.whenLabel, lines: when, link: null, strong: true });
  }
  rows.push(...placeRows(input, texts), fact(texts.labels.with, who(input)));
  rows.push(fact(texts.labels.invited, oneLine(input.attendee.name)));

  const blocks: MailBlock[] = [
    { kind: 'heading', text: plain?.heading ?? template.heading },
    { kind: 'paragraph', text: greeting(design, oneLine(input.attendee.name), texts) },
    { kind: 'paragraph', text: plain?.lead ?? template.lead(who(input)) },
    { kind: 'facts', rows },
    ...note(texts.labels.note, isAhead(input) ? input.meeting.note : null),
    ...note(reason, input.detail),
  ];
  if (others.some(({ link }) => link !== null)) {
    const label = texts.toChooseFrom(counted(others.length, texts.times, language));
    const none = mailLink(texts.answer.noneLink, input.noneUrl ?? null);
    blocks.push({ kind: 'choices', label, items: others, none });
  } else if (others.length > 0) {
    blocks.push({ kind: 'list', label: texts.labels.otherTimes, items: others.map(({ text }) => text) });
  }
  for (const text of template.steps({ page: pageUrl !== null, others: others.length > 0, calendar })) {
    blocks.push({ kind: 'paragraph', text });
  }
  // A withdrawn or taken time leaves something to choose only if there is another one.
  const pointless = others.length === 0 && EMPTY_WITHOUT_OTHERS.has(input.template);
  if (template.button !== null && pageUrl !== null && !pointless) {
    blocks.push({ kind: 'button', label: template.button, url: pageUrl });
  }
  const signature = manyLines(design.signature ?? '');
  if (signature !== '') blocks.push({ kind: 'signature', text: signature });
  blocks.push(contact(input, texts));
  return { language, subject: template.subject(title, said?.short ?? null), blocks, design };
};

const EMPTY_WITHOUT_OTHERS: ReadonlySet<MailInput['template']> = new Set(['withdrawal', 'taken', 'too-late']);

const greeting = (design: MailDesign, name: string, texts: MailTexts): string => {
  const own = oneLine(design.greeting ?? '');
  return own === '' ? texts.greeting(name) : own.replaceAll('{name}', () => name);
};

/** Null for anything but a mailto: address. */
const mailLink = (text: string, url: string | null): Link | null =>
  url !== null && /^mailto:[!-~]+$/.test(url) ? { text, url } : null;

const who = ({ client }: MailInput): string => {
  const person = oneLine(client.person);
  const firm = oneLine(client.name);
  return person === '' || person === firm ? firm : firm === '' ? person : `${person} (${firm})`;
};

/** What to bring matters only while there is something to come to. */
const isAhead = ({ template }: MailInput): boolean => AHEAD.has(template);

const AHEAD: ReadonlySet<MailInput['template']> = new Set([
  'invitation',
  'choose',
  'agreed',
  'confirmation',
  'update',
  'chase',
  'reminder',
]);

const placeRows = ({ place }: MailInput, texts: MailTexts): FactRow[] => {
  if (place === null) return [];
  const said = [oneLine(place.name), oneLine(place.address)].filter(
    (line, i, all) => line !== '' && all.indexOf(line) === i,
  );
  const map = webAddress(place.mapUrl);
  const link = map === null ? null : { text: texts.labels.map, url: map };
  return [{ label: texts.labels.where, lines: said, link, strong: false }];
};

const contact = ({ secretary }: MailInput, texts: MailTexts): MailBlock => {
  const rows: FactRow[] = [];
  const phone = oneLine(secretary.phone ?? '');
  const digits = phone.replace(/[^\d+]/g, '');
  if (phone !== '') {
    const link = digits === '' ? null : { text: phone, url: `tel:${digits}` };
    rows.push({ label: texts.labels.phone, lines: link === null ? [phone] : [], link, strong: false });
  }
  const mail = oneLine(secretary.email);
  const url = `mailto:${encodeURIComponent(mail).replaceAll('%40', '@')}`;
  rows.push({ label: texts.labels.mail, lines: [], link: { text: mail, url }, strong: false });
  return {
    kind: 'contact',
    heading: texts.arrangedBy(oneLine(secretary.name)),
    rows,
    hint: texts.replyHint,
  };
};

const fact = (label: string, line: string): FactRow => ({ label, lines: [line], link: null, strong: false });

const note = (label: string, text: string | null): MailBlock[] => {
  const cleaned = manyLines(text ?? '');
  return cleaned === '' ? [] : [{ kind: 'note', label, text: cleaned }];
};

const sameRange = (a: TimeRange, b: TimeRange | null): boolean =>
  b !== null && a.start === b.start && a.end === b.end;

/**
 * Control characters could begin a line that we never wrote; overrides of the writing direction could turn a sentence
 * of ours round.
 */
const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();

const manyLines = (text: string): string =>
  text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map(oneLine)
    .join('\n')
    .trim();

/** Null for anything but an http or https address. */
const webAddress = (url: string | null): string | null => {
  const parsed = url === null ? null : URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed.href : null;
};
