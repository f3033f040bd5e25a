import type { OAuthProviderConfig } from '../config.js';
import type { Running } from './boot.js';

/** What the terminal says once everything runs: what is where, what is a stand-in, and how to come in. */
export const banner = (running: Running): string[] => {
  const { config, sandbox } = running;
  const lines = [
    '',
    `Meetbroker runs at ${config.publicUrl}  (role ${config.role})`,
    row('database', running.database.embedded ? `embedded PostgreSQL in ${config.dataDir}` : 'DATABASE_URL'),
    row('calendars', whose('Google', sandbox?.google, config.google)),
    row('', whose('Outlook', sandbox?.microsoft, config.microsoft)),
    row(
      'mail out',
      sandbox?.mailbox ? `SANDBOX: local mailbox at ${sandbox.mailbox.url}` : mailText(running),
    ),
    row('mail in', mailInText(running)),
  ];
  if (!running.consoleBuilt) lines.push(row('console', 'not built: npm run build'));
  if (running.firstOwnerLink !== null)
    lines.push('', 'Set up your agency (once, within a day):', `  ${running.firstOwnerLink}`);
  if (running.signIn !== null) {
    const { emails, password } = running.signIn;
    lines.push('', `Sign in with one of these, password ${password}`);
    lines.push(...emails.map(({ email, role }) => `  ${email.padEnd(24)} ${role}`));
  }
  return [...lines, ''];
};

const row = (name: string, text: string): string => `  ${name.padEnd(10)} ${text}`;

const whose = (
  name: string,
  simulated: { readonly url: string } | null | undefined,
  settings: OAuthProviderConfig | null,
): string => {
  if (simulated) return `SANDBOX: simulated ${name} at ${simulated.url}`;
  return settings === null ? `${name} is not configured` : name;
};

const mailInText = ({ config, mailListener }: Running): string => {
  const { domain, imapUrl } = config.mail;
  const ways = [
    ...(mailListener === null ? [] : [`SMTP at ${mailListener.host}:${mailListener.port}`]),
    ...(imapUrl === null ? [] : [`IMAP from ${new URL(imapUrl).host}`]),
  ];
  return ways.length === 0 ? 'off' : `${ways.join(' and ')}, for ${domain}`;
};

const mailText = ({ config }: Running): string => {
  if (config.mail.smtpUrl === null) return 'none configured: set SMTP_URL and MAIL_DOMAIN';
  return new URL(config.mail.smtpUrl).host;
};
