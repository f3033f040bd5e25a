/**
 * Does the domain in From stand behind this mail (DMARC as we found it ourselves or as a server of ours noted it, or
 * our own authenticated submission)? A header of the mail alone never makes it a `pass`.
 */
export interface SenderAlignment {
  check(mail: { readonly raw: Buffer; readonly envelopeFrom: string }): Promise<'pass' | 'fail' | 'unknown'>;
}

/** DI token of the SenderAlignment. */
export const SENDER_ALIGNMENT = Symbol('SENDER_ALIGNMENT');
