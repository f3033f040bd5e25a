import { z } from 'zod';
import { colourField, lineField, localeField, textField } from '../http/fields.schema.js';
import { contrast } from '../mail/templates/design.js';
import { MAIL_TEMPLATES } from '../meetings/meeting.js';

/** Octets of the picture itself: it goes with every mail. */
const MOST_LOGO = 64 * 1024;
const WHITE = '#ffffff';

const byLanguage = <T extends z.ZodType>(field: T) =>
  z.strictObject({ lv: field, en: field, ru: field, de: field }).partial();

/** The pictures that mail programs show; SVG is a program that few of them run. */
const logoField = z
  .string()
  .max(Math.ceil((MOST_LOGO * 4) / 3) + 64, { error: 'Give a picture of at most 64 KB.' })
  .regex(/^data:image\/(png|jpeg|gif);base64,[A-Za-z0-9+/]+={0,2}$/, {
    error: 'Give a PNG, JPEG or GIF picture as a data: URL in base64.',
  })
  .refine(isPicture, { error: 'This is no PNG, JPEG or GIF picture.' });

const MAGIC: Readonly<Record<string, readonly string[]>> = {
  png: ['89504e470d0a1a0a'],
  jpeg: ['ffd8ff'],
  gif: ['474946383761', '474946383961'],
};

function isPicture(url: string): boolean {
  const [, type = '', base64 = ''] = /^data:image\/([a-z]+);base64,(.*)$/.exec(url) ?? [];
  const head = Buffer.from(base64.slice(0, 24), 'base64').toString('hex');
  return (MAGIC[type] ?? []).some((magic) => head.startsWith(magic));
}

const accentField = colourField.refine((colour) => contrast(colour, WHITE) >= 4.5, {
  error: 'This is too light to be read on white (contrast below 4.5): choose a darker colour.',
});

/** What is left out is ours. */
export const mailDesignBody = z
  .strictObject({
    greeting: byLanguage(lineField(200)).describe('`{name}` stands for the name of whom it goes to'),
    signature: byLanguage(textField(1_000)),
    accent: accentField.nullable(),
    ground: colourField.nullable(),
    logo: logoField.nullable(),
  })
  .partial()
  .meta({ id: 'MailDesign' });
export type MailDesignBody = z.output<typeof mailDesignBody>;

export const previewBody = z
  .strictObject({
    template: z.enum(MAIL_TEMPLATES, { error: `Give one of ${MAIL_TEMPLATES.join(', ')}.` }),
    locale: localeField,
    design: mailDesignBody.optional().describe('Left out: the one that is kept'),
  })
  .meta({ id: 'MailPreviewWanted' });
export type PreviewBody = z.output<typeof previewBody>;

export const mailPreview = z
  .object({ subject: z.string(), text: z.string(), html: z.string() })
  .meta({ id: 'MailPreview' });
export type MailPreview = z.output<typeof mailPreview>;
