import type { FactRow, Link, MailBlock } from './mail-blocks.js';

/** The plain-text form: blocks parted by empty lines, links written out. */
export const mailText = (blocks: readonly MailBlock[]): string => `${blocks.map(block).join('\n\n')}\n`;

const block = (said: MailBlock): string => {
  switch (said.kind) {
    case 'heading':
      return `${said.text}\n${'='.repeat([...said.text].length)}`;
    case 'paragraph':
      return said.text;
    case 'facts':
      return said.rows.map(row).join('\n');
    case 'list':
      return [`${said.label}:`, ...said.items.map((item) => `- ${item}`)].join('\n');
    case 'choices':
      return [
        `${said.label}:`,
        ...said.items.map(({ text, link }, i) => `${i + 1}. ${text}${link === null ? '' : written(link)}`),
        ...(said.none === null ? [] : [`-  ${said.none.text}:\n   ${said.none.url}`]),
      ].join('\n');
    case 'signature':
      return said.text;
    case 'note':
      return `${said.label}: ${said.text}`;
    case 'button':
      return `${said.label}:\n${said.url}`;
    case 'contact':
      return [said.heading, ...said.rows.map(row), said.hint].join('\n');
  }
};

const written = ({ text, url }: Link): string => `\n   ${text}:\n   ${url}`;

/** A link that only repeats its text (a phone number, an address) is not written twice. */
const row = ({ label, lines, link }: FactRow): string => {
  const first = [...lines, ...(link !== null && lines.length === 0 ? [link.text] : [])].join(', ');
  const web = link !== null && /^https?:/.test(link.url) ? `\n${link.text}: ${link.url}` : '';
  return `${label}: ${first}${web}`;
};
