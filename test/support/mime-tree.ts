/** The tree of a mail's parts with what a mail program chooses by, read straight from the bytes. */
export interface MimeTree {
  readonly type: string;
  readonly charset?: string;
  readonly method?: string;
  readonly name?: string;
  readonly disposition?: string;
  readonly parts?: readonly MimeTree[];
}

export const mimeTree = (raw: Buffer): MimeTree => treeOf(raw.toString('latin1'));

const treeOf = (text: string): MimeTree => {
  const blank = text.indexOf('\r\n\r\n');
  const head = text.slice(0, blank).replace(/\r\n[ \t]+/g, ' ');
  const body = text.slice(blank + 4);
  const header = (name: string): string =>
    new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  const parameter = (value: string, name: string): string | undefined =>
    new RegExp(`;\\s*${name}="?([^";]+)"?`, 'i').exec(value)?.[1];

  const contentType = header('Content-Type');
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const boundary = parameter(contentType, 'boundary');
  if (type.startsWith('multipart/') && boundary !== undefined) {
    const parts = body.split(`--${boundary}`).slice(1, -1);
    return { type, parts: parts.map((part) => treeOf(part.replace(/^\r\n/, ''))) };
  }
  const charset = parameter(contentType, 'charset')?.toLowerCase();
  const method = parameter(contentType, 'method');
  const name = parameter(contentType, 'name');
  const disposition = header('Content-Disposition').split(';')[0]?.trim();
  return {
    type,
    ...(charset === undefined ? {} : { charset }),
    ...(method === undefined ? {} : { method }),
    ...(name === undefined ? {} : { name }),
    ...(disposition === undefined || disposition === '' ? {} : { disposition }),
  };
};
