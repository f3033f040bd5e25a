import ICAL from 'ical.js';

/**
 * What ical.js makes of a text, as plain arrays (jCal, RFC 7265). The library's own accessors are not used: they
 * throw late, on an invalid DTSTAMP or RRULE, and read an unknown TZID in the zone of this machine.
 */
export type JcalParameters = Readonly<Record<string, unknown>>;
export type JcalProperty = readonly [
  name: string,
  parameters: JcalParameters,
  type: string,
  ...values: unknown[],
];
export type JcalComponent = readonly [name: string, properties: JcalProperty[], components: JcalComponent[]];

/** The components of a text, or the library's complaint. Never throws. */
export function parseJcal(
  text: string,
): { ok: true; components: JcalComponent[] } | { ok: false; detail: string } {
  try {
    const parsed: unknown = ICAL.parse(text);
    // One component comes back bare, several in an array.
    if (isComponent(parsed)) return { ok: true, components: [parsed] };
    if (Array.isArray(parsed) && parsed.every(isComponent)) return { ok: true, components: parsed };
    return { ok: false, detail: 'the parser returned no components' };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message.slice(0, 200) : 'the parser failed' };
  }
}

function isComponent(value: unknown): value is JcalComponent {
  return (
    Array.isArray(value) && typeof value[0] === 'string' && Array.isArray(value[1]) && Array.isArray(value[2])
  );
}

export function propertiesOf(component: JcalComponent, name: string): JcalProperty[] {
  return component[1].filter((property) => property[0] === name);
}

/** The property's value as text; several values of one property are joined by the comma that parted them. */
export function textOf(property: JcalProperty | undefined): string | null {
  if (property === undefined) return null;
  return property.slice(3).map(asText).join(',');
}

/** A parameter's first value, or null. */
export function parameterOf(property: JcalProperty | undefined, name: string): string | null {
  return parametersOf(property, name)[0] ?? null;
}

/** All values of a parameter (DELEGATED-TO and MEMBER may have several). */
export function parametersOf(property: JcalProperty | undefined, name: string): string[] {
  // hasOwn: `__proto__` and `constructor` are names a sender may write, too.
  if (property === undefined || !Object.hasOwn(property[1], name)) return [];
  const value = property[1][name];
  return (Array.isArray(value) ? value.flat(2) : [value]).map(asText);
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? value.map(asText).join(';') : '';
}
