/** Epoch ms, half-open. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Overlapping and touching stretches as one, cut to the window. */
export const merged = (spans: readonly Span[], window: Span): Span[] => {
  const all: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const cut = { start: Math.max(span.start, window.start), end: Math.min(span.end, window.end) };
    const last = all.at(-1);
    if (last !== undefined && cut.start <= last.end) {
      all[all.length - 1] = { start: last.start, end: Math.max(last.end, cut.end) };
    } else if (cut.start < cut.end) all.push(cut);
  }
  return all;
};

/** The first stretch that only one of them has, and which, in words; null when they are the same. */
export const differing = (ours: readonly Span[], theirs: readonly Span[]): string | null => {
  const words = ({ start, end }: Span): string =>
    `${new Date(start).toISOString()}/${new Date(end).toISOString()}`;
  const a = new Set(ours.map(words));
  const b = new Set(theirs.map(words));
  const onlyOurs = [...a].find((one) => !b.has(one));
  if (onlyOurs !== undefined) return `${onlyOurs} is in the mirror and not on the calendar`;
  const onlyTheirs = [...b].find((one) => !a.has(one));
  return onlyTheirs === undefined ? null : `${onlyTheirs} is on the calendar and not in the mirror`;
};
