/**
 * Just enough iCalendar (RFC 5545 section 3.1) for the other side of the table: content lines with parameters.
 * Kept apart from the service's own reader, which is checked against what is written with this.
 */
export interface IcsLine {
  name: string;
  /** Names in capitals, values as written without quotes. */
  params: Record<string, string>;
  value: string;
}

export interface Invitation {
  method: string;
  uid: string;
  sequence: number;
  /** All lines of the first VEVENT, outside its alarms. */
  lines: IcsLine[];
  start: IcsTime | undefined;
  end: IcsTime | undefined;
  summary: string;
  location: string;
  description: string;
  status: string;
  organizer: string;
  attendees: { address: string; name: string; partstat: string | undefined }[];
}

/** `ms` is an instant UTC; all-day dates have `date` instead. */
export interface IcsTime {
  ms?: number;
  date?: string;
}

export const unescapeText = (value: string): string =>
  value.replaceAll(/\\([nN;,\\])/g, (_, char: string) => (char === 'n' || char === 'N' ? '\n' : char));

export const escapeText = (value: string): string =>
  value.replaceAll(/[\\;,]/g, (char) => `\\${char}`).replaceAll(/\r?\n/g, '\\n');

/** Undoes folding and takes the lines apart; lines without a colon are passed over. */
export const readLines = (ics: string): IcsLine[] =>
  ics
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .flatMap((line): IcsLine[] => {
      const match =
        /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/.exec(
          line,
        );
      if (!match) return [];
      const [, name = '', raw = '', value = ''] = match;
      const params: Record<string, string> = {};
      for (const [, key = '', quoted] of raw.matchAll(/;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";])*)/g))
        params[key.toUpperCase()] = (quoted ?? '').replaceAll('"', '');
      return [{ name: name.toUpperCase(), params, value }];
    });

export const addressOf = (value: string): string => value.replace(/^mailto:/i, '');

/** Undefined for what cannot be placed: no such day, or a zone under a name of Windows or of the sender's own. */
const readTime = (line: IcsLine | undefined): IcsTime | undefined => {
  if (!line || !/^\d{8}(T\d{6}Z?)?$/.test(line.value)) return undefined;
  try {
    if (line.value.length === 8) return { date: Temporal.PlainDate.from(line.value).toString() };
    if (line.value.endsWith('Z')) return { ms: Temporal.Instant.from(line.value).epochMilliseconds };
    const zone = line.params.TZID ?? 'UTC';
    return { ms: Temporal.PlainDateTime.from(line.value).toZonedDateTime(zone).epochMilliseconds };
  } catch {
    return undefined;
  }
};

/** The first event of an invitation; undefined when there is none. */
export const readInvitation = (ics: string): Invitation | undefined => {
  const all = readLines(ics);
  const lines: IcsLine[] = [];
  const open: string[] = [];
  for (const line of all) {
    if (line.name === 'BEGIN') open.push(line.value.toUpperCase());
    else if (line.name === 'END') {
      if (open.pop() === 'VEVENT') break;
    } else if (open.at(-1) === 'VEVENT') lines.push(line);
  }
  const find = (name: string) => lines.find((line) => line.name === name);
  const uid = find('UID')?.value;
  if (uid === undefined) return undefined;
  const text = (name: string) => unescapeText(find(name)?.value ?? '');
  return {
    method: all.find((line) => line.name === 'METHOD')?.value.toUpperCase() ?? '',
    uid,
    sequence: Number(find('SEQUENCE')?.value ?? 0),
    lines,
    start: readTime(find('DTSTART')),
    end: readTime(find('DTEND')),
    summary: text('SUMMARY'),
    location: text('LOCATION'),
    description: text('DESCRIPTION'),
    status: find('STATUS')?.value ?? '',
    organizer: addressOf(find('ORGANIZER')?.value ?? ''),
    attendees: lines
      .filter((line) => line.name === 'ATTENDEE')
      .map((line) => ({
        address: addressOf(line.value),
        name: line.params.CN ?? addressOf(line.value),
        partstat: line.params.PARTSTAT,
      })),
  };
};
