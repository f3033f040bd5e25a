import { mailContent } from './mail-blocks.js';
import { mailHtml } from './mail-html.js';
import type { MailInput } from './mail-input.js';
import { mailText } from './mail-text.js';

/**
 * A mail to a partner in the partner's language and zone. Text and HTML say the same. The subject is one line without
 * control characters; it is not MIME-encoded yet.
 */
export const renderMail = (input: MailInput): { subject: string; text: string; html: string } => {
  const content = mailContent(input);
  return { subject: content.subject, text: mailText(content.blocks), html: mailHtml(content) };
};
