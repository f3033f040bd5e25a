/** Windows names and rules of the zones that the sandbox's people live in, as Exchange writes them into replies. */
interface WindowsZone {
  name: string;
  /** Standard offset from UTC in hours. */
  offset: number;
  rule: 'EU' | 'US' | 'none';
}

const ZONES: Record<string, WindowsZone> = {
  'Europe/Riga': { name: 'FLE Standard Time', offset: 2, rule: 'EU' },
  'Europe/Tallinn': { name: 'FLE Standard Time', offset: 2, rule: 'EU' },
  'Europe/Vilnius': { name: 'FLE Standard Time', offset: 2, rule: 'EU' },
  'Europe/Stockholm': { name: 'W. Europe Standard Time', offset: 1, rule: 'EU' },
  'Europe/Berlin': { name: 'W. Europe Standard Time', offset: 1, rule: 'EU' },
  'Europe/Warsaw': { name: 'Central European Standard Time', offset: 1, rule: 'EU' },
  'Europe/London': { name: 'GMT Standard Time', offset: 0, rule: 'EU' },
  'America/New_York': { name: 'Eastern Standard Time', offset: -5, rule: 'US' },
  UTC: { name: 'UTC', offset: 0, rule: 'none' },
};

const hours = (offset: number): string =>
  `${offset < 0 ? '-' : '+'}${String(Math.abs(offset)).padStart(2, '0')}00`;

/** The Windows name and the VTIMEZONE lines of an IANA zone; unknown ones fall back to UTC. */
export const windowsZone = (iana: string): { zone: string; tzid: string; lines: string[] } => {
  const zone = Object.hasOwn(ZONES, iana) ? iana : 'UTC';
  const { name, offset, rule } = ZONES[zone] ?? { name: 'UTC', offset: 0, rule: 'none' };
  // European clocks change at 01:00 UTC, American ones at 02:00 local time.
  const clock = (hour: number) => `16010101T${String(hour).padStart(2, '0')}0000`;
  const [autumn, spring] =
    rule === 'US'
      ? [`DTSTART:${clock(2)};1SU;11`, `DTSTART:${clock(2)};2SU;3`]
      : [`DTSTART:${clock(offset + 2)};-1SU;10`, `DTSTART:${clock(offset + 1)};-1SU;3`];
  const part = (kind: 'STANDARD' | 'DAYLIGHT', when: string, from: number, to: number) => {
    const [start = '', day = '', month = ''] = when.split(';');
    return [
      `BEGIN:${kind}`,
      rule === 'none' ? 'DTSTART:16010101T000000' : start,
      `TZOFFSETFROM:${hours(from)}`,
      `TZOFFSETTO:${hours(to)}`,
      ...(rule === 'none' ? [] : [`RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=${day};BYMONTH=${month}`]),
      `END:${kind}`,
    ];
  };
  const summer = rule === 'none' ? offset : offset + 1;
  return {
    zone,
    tzid: name,
    lines: [
      'BEGIN:VTIMEZONE',
      `TZID:${name}`,
      ...part('STANDARD', autumn ?? '', summer, offset),
      ...part('DAYLIGHT', spring ?? '', offset, summer),
      'END:VTIMEZONE',
    ],
  };
};
