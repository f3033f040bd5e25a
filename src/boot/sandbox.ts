import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Config, OAuthProviderConfig } from '../config.js';
import { seedCalendars } from '../sandbox/google/seed-calendars.js';
import { type GoogleSimulator, startGoogleSimulator } from '../sandbox/google/simulator.js';
import { type Mailbox, startMailbox } from '../sandbox/mailbox/mailbox.js';
import { seedMailboxes } from '../sandbox/microsoft/seed-calendars.js';
import { type MicrosoftSimulator, startMicrosoftSimulator } from '../sandbox/microsoft/simulator.js';
import { errorCode } from './boot-fault.js';

/** What stands in for what is not configured; each is null when the real one is. */
export interface Sandbox {
  readonly google: GoogleSimulator | null;
  readonly microsoft: MicrosoftSimulator | null;
  readonly mailbox: Mailbox | null;
  close(): Promise<void>;
}

/** The mailbox vouches for its answers under this name, new at each start, so that nobody else can. */
export const SANDBOX_AUTHSERV_ID = `mailbox-${randomUUID()}.sandbox`;

/** Ports that a person can remember; a busy one gives way to any free one. */
const GOOGLE_PORT = 3010;
const MICROSOFT_PORT = 3011;
const MAILBOX_PORT = 3020;

/**
 * Starts the simulated Google and Outlook and the local mailbox, for the parts that have no real one configured. They keep their
 * state under DATA_DIR, so that a restart finds the calendars and mails of before.
 * @param listener where the service takes replies; asked when a reply is sent.
 */
export const startSandbox = async (
  config: Config,
  now: () => number,
  listener: () => { host: string; port: number },
  anyPorts: boolean,
): Promise<Sandbox> => {
  const folder = join(config.dataDir, 'sandbox');
  const google =
    config.google === null
      ? await atPort(anyPorts ? 0 : GOOGLE_PORT, (port) =>
          startGoogleSimulator({
            port,
            now,
            state: seedCalendars(now()),
            persistTo: join(folder, 'google.json'),
          }),
        )
      : null;
  const microsoft =
    config.microsoft === null
      ? await atPort(anyPorts ? 0 : MICROSOFT_PORT, (port) =>
          startMicrosoftSimulator({
            port,
            now,
            state: seedMailboxes(now()),
            persistTo: join(folder, 'microsoft.json'),
          }),
        )
      : null;
  const mailbox =
    config.mail.smtpUrl === null
      ? await atPort(anyPorts ? 0 : MAILBOX_PORT, (httpPort) =>
          startMailbox({
            httpPort,
            now,
            deliverTo: listener,
            authservId: SANDBOX_AUTHSERV_ID,
            persistTo: join(folder, 'mailbox.json'),
          }),
        )
      : null;
  return {
    google,
    microsoft,
    mailbox,
    close: async () => {
      await mailbox?.close();
      await microsoft?.close();
      await google?.close();
    },
  };
};

/** The simulated Google alone, empty, kept nowhere and without limits, at any free port: for measuring. */
export const startEmptyGoogle = (): Promise<GoogleSimulator> =>
  startGoogleSimulator({
    quota: { perUser: Number.POSITIVE_INFINITY, perProject: Number.POSITIVE_INFINITY },
  });

/** The settings that a real Google would have, for the simulated one. */
export const simulatedGoogle = (google: GoogleSimulator): OAuthProviderConfig => ({
  clientId: google.client.clientId,
  clientSecret: google.client.clientSecret,
  apiUrl: google.rootUrl,
  authUrl: google.endpoints.oauth2AuthBaseUrl,
  tokenUrl: google.endpoints.oauth2TokenUrl,
});

export const simulatedOutlook = (microsoft: MicrosoftSimulator): OAuthProviderConfig => ({
  clientId: microsoft.client.clientId,
  clientSecret: microsoft.client.clientSecret,
  apiUrl: `${microsoft.graphUrl}/`,
  authUrl: microsoft.authorizeUrl,
  tokenUrl: microsoft.tokenUrl,
});

const atPort = async <T>(port: number, start: (port: number) => Promise<T>): Promise<T> => {
  try {
    return await start(port);
  } catch (error) {
    if (port === 0 || errorCode(error) !== 'EADDRINUSE') throw error;
    return start(0);
  }
};
