import { serve } from '../../worker/serve.js';
import type { MailAndCalendars } from './mail.js';
import { readMailAndCalendars } from './read-mail.js';

serve<Uint8Array, MailAndCalendars>((raw) =>
  readMailAndCalendars(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)),
);
