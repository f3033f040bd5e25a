import { escapeHtml } from '../http.js';

/** How Exchange hands bodies out: HTML always wrapped into a document, plain text converted, previews cut. */
const HEAD = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">';
const PREVIEW = 255;

const fromText = (text: string): string =>
  `<html>\r\n<head>\r\n${HEAD}\r\n<meta name="Generator" content="Microsoft Exchange Server">\r\n<!-- converted from text -->\r\n</head>\r\n<body>\r\n<font size="2"><span style="font-size:11pt;"><div class="PlainText">${escapeHtml(text).replaceAll(/\r?\n/g, '<br>\r\n')}</div></span></font>\r\n</body>\r\n</html>\r\n`;

/** What GET shows by default, whatever was sent. */
export const asHtml = ({
  contentType,
  content,
}: {
  contentType: 'text' | 'html';
  content: string;
}): string => {
  if (content === '') return '';
  if (contentType === 'text') return fromText(content);
  return /<html[\s>]/i.test(content)
    ? content
    : `<html>\r\n<head>\r\n${HEAD}\r\n</head>\r\n<body>\r\n${content}\r\n</body>\r\n</html>\r\n`;
};

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', apos: "'" };

/** With `Prefer: outlook.body-content-type="text"`, and for previews. */
export const asText = ({
  contentType,
  content,
}: {
  contentType: 'text' | 'html';
  content: string;
}): string =>
  contentType === 'text'
    ? content.replaceAll(/\r?\n/g, '\r\n')
    : content
        .replaceAll(/<(head|style|script)[\s\S]*?<\/\1>/gi, '')
        .replaceAll(/[\r\n]+/g, ' ')
        .replaceAll(/<br\s*\/?>|<\/(p|div|li|tr|h\d)>/gi, '\r\n')
        .replaceAll(/<!--[\s\S]*?-->|<[^>]*>/g, '')
        .replaceAll(/&(#?\w+);/g, (whole, name: string) =>
          name.startsWith('#')
            ? String.fromCodePoint(Number(name.slice(1)) || 32)
            : (ENTITIES[name] ?? whole),
        )
        .trim();

export const previewOf = (body: { contentType: 'text' | 'html'; content: string }): string =>
  asText(body).slice(0, PREVIEW);
