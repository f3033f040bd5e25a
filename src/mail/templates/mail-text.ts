import type { FactRow, MailBlock } from './mail-blocks.js';

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
    case 'note':
      return `${said.label}: ${said.text}`;
    case 'button':
      return `${said.label}:\n${said.url}`;
    case 'contact':
      return [said.heading, ...said.rows.map(row), said.hint].join('\n');
  }
};

/** A link that only repeats its text (a phone number, an address) is not written twice. */
const row = ({ label, lines, link }: FactRow): string => {
  const first = [...lines, ...(link !== null && lines.length === 0 ? [link.text] : [])].join(', ');
  const web = link !== null && /^https?:/.test(link.url) ? `\n${link.text}: ${link.url}` : '';
  return `${label}: ${first}${web}`;
};
