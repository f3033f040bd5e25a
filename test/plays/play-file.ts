/** One act of a play, as written. */
export type Act =
  | { readonly kind: 'put'; readonly options: number }
  | {
      readonly kind: 'receive';
      readonly from: string | null;
      readonly to: string | null;
      readonly mail: string;
    }
  | { readonly kind: 'secretary'; readonly verb: 'reschedule' | 'cancel' }
  | { readonly kind: 'expect'; readonly seen: Seen };

/** What there is to see; each line of a list stands for one thing. */
export interface Seen {
  readonly mail: string;
  readonly partstat: readonly string[];
  readonly meeting: string;
  readonly sent: readonly string[];
  readonly calendar: readonly string[];
}

export interface Play {
  readonly title: string;
  readonly acts: readonly Act[];
}

/** README.md says how a play is written. @throws for one that is not. */
export const readPlay = (text: string): Play => {
  const [head = '', ...acts] = text.split(/^== /m);
  const title = head.split('\n')[0]?.trim() ?? '';
  if (title === '') throw new Error('A play begins with its title.');
  return { title, acts: acts.map(readAct) };
};

const readAct = (text: string): Act => {
  const end = text.indexOf('\n');
  const [verb = '', ...words] = text.slice(0, end).trim().split(/\s+/);
  const body = text.slice(end + 1);
  switch (verb) {
    case 'put':
      return { kind: 'put', options: Number(field(body, 'options')) };
    case 'receive':
      return { kind: 'receive', from: after(words, 'from'), to: after(words, 'to'), mail: mailOf(body) };
    case 'secretary': {
      const [deed] = words;
      if (deed !== 'reschedule' && deed !== 'cancel') throw new Error(`The secretary cannot ${deed}.`);
      return { kind: 'secretary', verb: deed };
    }
    case 'expect':
      return {
        kind: 'expect',
        seen: {
          mail: field(body, 'mail'),
          partstat: list(body, 'partstat', 'none'),
          meeting: field(body, 'meeting'),
          sent: list(body, 'sent', 'nothing'),
          calendar: list(body, 'calendar', 'nothing'),
        },
      };
    default:
      throw new Error(`There is no act "${verb}".`);
  }
};

const after = (words: readonly string[], name: string): string | null => {
  const at = words.indexOf(name);
  return at < 0 ? null : (words[at + 1] ?? '').replace(/^<|>$/g, '');
};

/** The blank line before the next act belongs to the play, not to the mail. */
const mailOf = (body: string): string => `${body.trimEnd()}\n`;

const fields = (body: string, name: string): string[] =>
  body
    .split('\n')
    .filter((line) => line.startsWith(`${name}:`))
    .map((line) => line.slice(name.length + 1).trim());

const field = (body: string, name: string): string => {
  const [value, ...more] = fields(body, name);
  if (value === undefined || more.length > 0) throw new Error(`Give ${name} once.`);
  return value;
};

const list = (body: string, name: string, none: string): string[] => {
  const values = fields(body, name);
  if (values.length === 0) throw new Error(`Give ${name}, or "${name}: ${none}".`);
  return values.filter((value) => value !== none).sort();
};
