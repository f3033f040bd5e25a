/**
 * How long a provider wants to be left alone, in ms.
 * RFC 9110 10.2.3: seconds or an HTTP date. Null when there is none or it makes no sense.
 * @param now epoch ms.
 */
export const retryAfterMs = (header: string | null, now: number): number | null => {
  if (header === null) return null;
  if (/^\d{1,6}$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
};
