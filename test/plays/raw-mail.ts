/** What the placeholders of a mail stand for. Instants are epoch ms. */
export interface Facts {
  readonly options: readonly {
    readonly uid: string;
    readonly sequence: number;
    readonly start: number;
    readonly end: number;
  }[];
  /** Our address for an attendee: Dace's, or whose is named. */
  readonly organizerOf: (email: string | undefined) => string;
  readonly unknown: string;
  /** An address of ours that no token stands in. */
  readonly office: string;
  readonly server: string;
  readonly now: number;
  /** A Message-ID without brackets; the same one for the same name. */
  readonly idOf: (name: string) => string;
}

/** The octets of a written mail. Text is held as one character an octet on the way, so that folding counts octets. */
export const rawMail = (written: string, facts: Facts): Buffer => {
  const filled = written.replaceAll(/\{\{([a-z0-9]+(?: [^}]*)?)\}\}/g, (whole, words: string) => {
    return /^(fold \d+|base64|end)$/.test(words) ? whole : value(words.split(' '), facts);
  });
  const octets = Buffer.from(filled, 'utf8').toString('latin1').split('\n');
  return Buffer.from(blocks(octets).join('\r\n'), 'latin1');
};

const value = ([name = '', ...args]: string[], facts: Facts): string => {
  const option = facts.options[Number(args[0]) - 1];
  switch (name) {
    case 'organizer':
      return facts.organizerOf(args[0]);
    case 'unknown':
    case 'office':
    case 'server':
      return facts[name];
    case 'now':
      return utc(facts.now + 1_000 * Number(args[0] ?? 0));
    case 'date':
      return new Date(facts.now).toUTCString().replace('GMT', '+0000');
    case 'id':
      return facts.idOf(args[0] ?? '');
    case 'day':
    case 'time':
      if (option !== undefined) return asWritten(option.start, args[1] ?? 'UTC')[name];
      break;
    case 'uid':
    case 'sequence':
      if (option !== undefined) return String(option[name]);
      break;
    case 'start':
    case 'end':
      if (option !== undefined)
        return args[1] === undefined ? utc(option[name]) : wallClock(option[name], args[1]);
      break;
  }
  throw new Error(`Nothing stands for {{${[name, ...args].join(' ')}}}.`);
};

const utc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

const wallClock = (ms: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
    .replaceAll(/[-:]/g, '');

/** As people write in most of Europe: 24.11. and 10:00. */
const asWritten = (ms: number, zone: string): { readonly day: string; readonly time: string } => {
  const { day, month, hour, minute } = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  return { day: `${day}.${month}.`, time: `${hour}:${String(minute).padStart(2, '0')}` };
};

/** Works the blocks off from the inside out. */
const blocks = (lines: readonly string[]): string[] => {
  const end = lines.indexOf('{{end}}');
  if (end < 0) return [...lines];
  const begin = lines.slice(0, end).findLastIndex((line) => /^\{\{(fold \d+|base64)\}\}$/.test(line));
  if (begin < 0) throw new Error('An {{end}} without a beginning.');
  const inner = lines.slice(begin + 1, end);
  const octets = Number(/fold (\d+)/.exec(lines[begin] ?? '')?.[1] ?? 0);
  const made = octets > 0 ? inner.flatMap((line) => fold(line, octets)) : base64(inner);
  return blocks([...lines.slice(0, begin), ...made, ...lines.slice(end + 1)]);
};

/** RFC 5545 3.1, by octets, even in the middle of a character: as some programs do. */
const fold = (line: string, octets: number): string[] => {
  const folded = [line.slice(0, octets)];
  for (let at = octets; at < line.length; at += octets - 1)
    folded.push(` ${line.slice(at, at + octets - 1)}`);
  return folded;
};

const base64 = (lines: readonly string[]): string[] =>
  Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1')
    .toString('base64')
    .match(/.{1,76}/g) ?? [];
