/** Just enough SVG: elements as texts, with everything that comes from outside escaped. */

type Attributes = Readonly<Record<string, string | number>>;

export const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);

const tag = (name: string, attributes: Attributes): string =>
  [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escapeXml(shown(value))}"`)].join(
    ' ',
  );

/** A tenth of a pixel is more than anybody sees. */
const shown = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * 10) / 10) : value;

export const element = (name: string, attributes: Attributes, children: readonly string[] = []): string =>
  children.length === 0
    ? `<${tag(name, attributes)}/>`
    : `<${tag(name, attributes)}>${children.join('')}</${name}>`;

export const label = (x: number, y: number, style: string, text: string): string =>
  element('text', { x, y, class: style }, [escapeXml(text)]);

/** Lines of at most so many characters, broken between words; what does not fit ends in an ellipsis. */
export function wrapped(text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const cut = lines.map((line) => (line.length > width ? `${line.slice(0, width - 1)}…` : line));
  return cut.length <= most ? cut : [...cut.slice(0, most - 1), `${cut[most - 1] ?? ''}…`];
}
