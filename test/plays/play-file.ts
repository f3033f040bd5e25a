/** One act of a play, as written. */
export type Act =
  | { readonly kind: 'put'; readonly proposal: Put }
  | {
      readonly kind: 'receive';
      readonly from: string | null;
      readonly to: string | null;
      readonly mail: string;
    }
  | {
      readonly kind: 'secretary';
      readonly verb: SecretaryVerb;
      readonly word: string | null;
      /** An address that the secretary knows to be Dace's too. */
      readonly alias: string | null;
    }
  /** On the page: the number of an option, or `none`. */
  | { readonly kind: 'choose'; readonly choice: string }
  | { readonly kind: 'wait' }
  | { readonly kind: 'expect'; readonly seen: Seen };

const SECRETARY_VERBS = [
  'reschedule',
  'cancel',
  'confirm',
  'take',
  'refuse',
  'undo',
  'invite',
  'ignore',
  'excuse',
  'accept',
  'attach',
] as const;
export type SecretaryVerb = (typeof SECRETARY_VERBS)[number];

/** What the secretary proposes. */
export interface Put {
  readonly options: number;
  readonly kind: string | null;
  readonly agreed: boolean;
  readonly quorum: number | null;
  /** Any of those who must be there is enough. */
  readonly first: boolean;
  /** Hours until the proposal ends; null: with its last time. */
  readonly expires: number | null;
  /** Seconds in which it can be undone. */
  readonly undo: number;
  /** Besides Dace: addresses, and whether they must be there. */
  readonly others: readonly { readonly email: string; readonly role: 'required' | 'optional' }[];
}

/** What there is to see; each line of a list stands for one thing. */
export interface Seen {
  readonly mail: string;
  readonly partstat: readonly string[];
  readonly meeting: string;
  readonly sent: readonly string[];
  readonly calendar: readonly string[];
  /** Every mail to anybody; null where a play does not ask for it. */
  readonly told: readonly string[] | null;
  /** What the words of the mail that arrived last seem to mean; null where a play does not ask for it. */
  readonly means: string | null;
  /** Whether something will happen without anybody asking; null where a play does not ask for it. */
  readonly due: string | null;
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
      return { kind: 'put', proposal: putOf(body) };
    case 'wait':
      return { kind: 'wait' };
    case 'choose':
      return { kind: 'choose', choice: words[0] ?? '' };
    case 'receive':
      return { kind: 'receive', from: after(words, 'from'), to: after(words, 'to'), mail: mailOf(body) };
    case 'secretary': {
      const [deed, word = null] = words;
      const known = SECRETARY_VERBS.find((each) => each === deed);
      if (known === undefined) throw new Error(`The secretary cannot ${deed}.`);
      return { kind: 'secretary', verb: known, word, alias: after(words, 'alias') };
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
          told: fields(body, 'told').length === 0 ? null : list(body, 'told', 'nobody'),
          means: maybe(body, 'means'),
          due: maybe(body, 'due'),
        },
      };
    default:
      throw new Error(`There is no act "${verb}".`);
  }
};

const putOf = (body: string): Put => ({
  options: Number(field(body, 'options')),
  kind: maybe(body, 'kind'),
  agreed: maybe(body, 'agreed') === 'yes',
  quorum: maybe(body, 'quorum') === null ? null : Number(maybe(body, 'quorum')),
  first: maybe(body, 'consensus') === 'first',
  expires: maybe(body, 'expires') === null ? null : Number(maybe(body, 'expires')),
  undo: Number(maybe(body, 'undo') ?? 0),
  others: fields(body, 'also').map((text) => {
    const [email = '', role] = text.split(' ');
    return { email, role: role === 'optional' ? 'optional' : 'required' };
  }),
});

const maybe = (body: string, name: string): string | null =>
  fields(body, name).length === 0 ? null : field(body, name);

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
