import { serve } from '../../worker/serve.js';
import type { DkimFinding, DkimKeys, MailAndCalendars } from './mail.js';
import { readMailAndCalendars } from './read-mail.js';
import { verifyDkim } from './verify-dkim.js';

/** Both in one entry, so that a thread that is warm for one is warm for the other. */
export type MailJob =
  | { readonly kind: 'read'; readonly raw: Uint8Array }
  | { readonly kind: 'dkim'; readonly raw: Uint8Array; readonly keys: DkimKeys; readonly at: number };

serve<MailJob, MailAndCalendars | DkimFinding[]>((job) => {
  const raw = Buffer.from(job.raw.buffer, job.raw.byteOffset, job.raw.byteLength);
  return job.kind === 'read' ? readMailAndCalendars(raw) : verifyDkim(raw, job.keys, job.at);
});
