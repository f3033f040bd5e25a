import type { Language } from './language.js';
import type { MailDesign } from './mail-input.js';

/** What an agency has made its own, as it is kept: texts by language, the logo as a data: URL. */
export interface StoredDesign {
  readonly greeting?: Readonly<Partial<Record<Language, string>>>;
  readonly signature?: Readonly<Partial<Record<Language, string>>>;
  readonly accent?: string | null;
  readonly ground?: string | null;
  readonly logo?: string | null;
}

/** A picture inside a mail, named by its Content-ID. */
export interface InlinePicture {
  readonly cid: string;
  readonly type: string;
  readonly content: Buffer;
}

/** The same in every mail: it stands for nothing but "the picture of this mail". */
const LOGO_CID = 'logo@mail';

/**
 * The design of a mail in one language. Mail programs show no data: URLs, so the logo of a mail is a part of it (`cid`);
 * pages and previews show the URL itself (`data`).
 */
export const designFor = (
  stored: StoredDesign,
  language: Language,
  agencyName: string,
  logoAs: 'cid' | 'data',
): MailDesign => {
  const logo = stored.logo ?? null;
  return {
    greeting: stored.greeting?.[language] ?? null,
    signature: stored.signature?.[language] ?? null,
    accent: stored.accent ?? null,
    ground: stored.ground ?? null,
    logo: logo === null ? null : { url: logoAs === 'cid' ? `cid:${LOGO_CID}` : logo, alt: agencyName },
  };
};

/** The logo as the part of a mail that `designFor(…, 'cid')` points at. */
export const logoPart = ({ logo }: StoredDesign): InlinePicture | null => {
  const [, type, base64] = /^data:(image\/[a-z]+);base64,([A-Za-z0-9+/]+=*)$/.exec(logo ?? '') ?? [];
  return type === undefined || base64 === undefined
    ? null
    : { cid: LOGO_CID, type, content: Buffer.from(base64, 'base64') };
};

/**
 * How well two colours are told apart: 1 to 21 (WCAG 2.2, relative luminance). Text wants 4.5.
 * @param one `#rrggbb`.
 */
export const contrast = (one: string, other: string): number => {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};

const luminance = (colour: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
