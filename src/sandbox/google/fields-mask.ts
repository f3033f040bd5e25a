/**
 * Partial responses: `fields=items(id,start/dateTime),nextPageToken`. What is not named is left out, tokens
 * included: a client that forgets `nextSyncToken` does not get one.
 */
interface Mask {
  [field: string]: Mask | true;
}

const join = (a: Mask | true | undefined, b: Mask | true): Mask | true => {
  if (a === undefined) return b;
  if (a === true || b === true) return true;
  const joined: Mask = { ...a };
  for (const [name, inner] of Object.entries(b)) joined[name] = join(joined[name], inner);
  return joined;
};

const parse = (text: string): Mask | undefined => {
  let at = 0;
  const one = (): Mask => {
    const name = /^[\w*-]+/.exec(text.slice(at))?.[0] ?? '';
    at += name.length;
    if (text[at] === '/') {
      at++;
      return { [name]: one() };
    }
    if (text[at] !== '(') return { [name]: true };
    at++;
    const inner = list();
    at++;
    return { [name]: inner };
  };
  const list = (): Mask => {
    let mask: Mask = {};
    for (;;) {
      const joined = join(mask, one());
      if (joined !== true) mask = joined;
      if (text[at] !== ',') return mask;
      at++;
    }
  };
  const mask = list();
  return at === text.length && !Object.hasOwn(mask, '') ? mask : undefined;
};

const pick = (value: unknown, mask: Mask | true): unknown => {
  if (mask === true || mask['*'] === true) return value;
  if (Array.isArray(value)) return value.map((item) => pick(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => Object.hasOwn(mask, key))
      .map(([key, inner]) => [key, pick(inner, mask[key] ?? true)]),
  );
};

/** The value with only the named fields; undefined when the mask cannot be read (the API answers 400). */
export const applyFields = (value: unknown, fields: string): { value: unknown } | undefined => {
  const mask = parse(fields);
  return mask ? { value: pick(value, mask) } : undefined;
};
