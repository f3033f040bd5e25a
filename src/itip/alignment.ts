/**
 * Whether the domain in From stands behind a mail, as our own mail server found it (RFC 8601). The header of a mail
 * proves nothing by itself: only lines that carry our server's own name count, and that server removes lines which
 * claim it on arrival (RFC 8601 section 5).
 */
export type Alignment = 'pass' | 'fail' | 'unknown';

/**
 * @param results the values of the Authentication-Results headers, unfolded, the topmost first.
 * @param authservId the name that our server writes there; null when none was configured: then nothing is known.
 * @param fromAddress the one address of From; alignment with another domain's pass is no pass.
 */
export const alignmentOf = (
  results: readonly string[],
  authservId: string | null,
  fromAddress: string | null,
): Alignment => {
  if (authservId === null || fromAddress === null) return 'unknown';
  const fromDomain = fromAddress.slice(fromAddress.lastIndexOf('@') + 1).toLowerCase();
  // The topmost one with our name is the one that our server wrote last; a forged one can only stand below it.
  const ours = results.map(readResults).find((read) => read?.authservId === authservId.toLowerCase());
  if (!ours) return 'unknown';
  // A password of our own server proves its own address only, not whatever From says.
  const submitted = ours.methods.some(
    ({ method, result, user }) =>
      method === 'auth' && result === 'pass' && user === fromAddress.toLowerCase(),
  );
  if (submitted) return 'pass';
  const dmarc = ours.methods.filter(({ method }) => method === 'dmarc');
  if (dmarc.some(({ result }) => result === 'fail')) return 'fail';
  const passed = dmarc.every(({ result, headerFrom }) => result === 'pass' && headerFrom === fromDomain);
  return dmarc.length > 0 && passed ? 'pass' : 'unknown';
};

interface Results {
  readonly authservId: string;
  readonly methods: readonly {
    readonly method: string;
    readonly result: string;
    readonly headerFrom: string | null;
    /** smtp.auth: who signed in. */
    readonly user: string | null;
  }[];
}

/** RFC 8601 section 2.2: `authserv-id [version]; method=result [reason] [ptype.property=value]; ...`. */
const readResults = (value: string): Results | null => {
  const [head, ...parts] = bare(value).split(';');
  const authservId = head?.trim().split(/\s+/)[0]?.toLowerCase() ?? '';
  if (authservId === '') return null;
  return {
    authservId,
    methods: parts.flatMap((part) => {
      const [, method, result] = /^\s*([a-z0-9-]+)(?:\/\d+)?\s*=\s*([a-z]+)/i.exec(part) ?? [];
      if (method === undefined || result === undefined) return [];
      const from = /(?:^|\s)header\.from\s*=\s*([^\s;]+)/i.exec(part)?.[1]?.toLowerCase() ?? null;
      // Some servers write the whole address, most the domain.
      const headerFrom = from?.slice(from.lastIndexOf('@') + 1) ?? null;
      const user = /(?:^|\s)smtp\.auth\s*=\s*([^\s;]+)/i.exec(part)?.[1]?.toLowerCase() ?? null;
      return [{ method: method.toLowerCase(), result: result.toLowerCase(), headerFrom, user }];
    }),
  };
};

/**
 * Without comments, which may nest and hold semicolons that mean nothing, and with quoted strings made plain words:
 * a server repeats the sender's own words in them (`smtp.mailfrom="a; dmarc=pass"@evil.example`).
 */
const bare = (value: string): string => {
  let depth = 0;
  let quoted = false;
  let text = '';
  for (let i = 0; i < value.length; i++) {
    const char = value.charAt(i);
    if (char === '\\' && (quoted || depth > 0)) i++;
    else if (char === '"' && depth === 0) quoted = !quoted;
    else if (quoted) text += WORD.test(char) ? char : '_';
    else if (char === '(') depth++;
    else if (char === ')' && depth > 0) depth--;
    else if (depth === 0) text += char;
  }
  return text;
};

/** What a quoted domain or address is made of. */
const WORD = /[\w.@+-]/;
