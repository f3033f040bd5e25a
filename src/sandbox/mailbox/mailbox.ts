import { createServer } from 'node:http';
import { z } from 'zod';
import {
  type Answer,
  escapeHtml,
  html,
  json,
  parseJson,
  type Request,
  readRequest,
  redirect,
  send,
  shownHost,
} from '../http.js';
import { JsonFile } from '../json-file.js';
import { sandboxPage } from '../sandbox-page.js';
import { type ReplyOrder, replyTo, sendRaw, withVerdict } from './answer-mail.js';
import { listPage, mailPage } from './mail-pages.js';
import { MailStore, type StoredMail } from './mail-store.js';
import { type ReadMail, readStored } from './read-stored.js';
import { type ComposedReply, REPLY_SHAPES } from './reply-shapes.js';
import { SmtpFaults, smtpFault } from './smtp-faults.js';
import { startSmtp } from './smtp-in.js';

export interface MailboxOptions {
  /** 0, the default, takes any free port. */
  smtpPort?: number;
  httpPort?: number;
  host?: string;
  /** Where answers go: the service's SMTP listener. Asked anew for each answer. */
  deliverTo: () => { host: string; port: number };
  /**
   * The name that the site's own mail server would write into Authentication-Results (RFC 8601): the mailbox stands in
   * for it too, and vouches for an answer unless it was ordered as a forged one.
   */
  authservId?: string;
  /** A JSON file that keeps the mails over a restart. */
  persistTo?: string;
  now?: () => number;
  /** IANA zone of a recipient, for the pages and for Outlook's answers; Europe/Riga by default. */
  zoneOf?: (address: string) => string;
}

export interface SentReply extends ComposedReply {
  /** The listener's last SMTP answer. */
  response: string;
}

export interface Mailbox {
  smtpPort: number;
  httpPort: number;
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  url: string;
  /** `smtp://127.0.0.1:PORT`, for SMTP_URL. */
  smtpUrl: string;
  faults: SmtpFaults;
  /** Newest first. */
  mails(to?: string): Promise<ReadMail[]>;
  mail(id: string): Promise<(ReadMail & { raw: string }) | undefined>;
  /** Presses a button on a stored invitation; rejects when the listener refuses the mail. */
  reply(id: string, order: ReplyOrder): Promise<SentReply>;
  clear(): void;
  close(): Promise<void>;
}

const order = z.object({
  partstat: z.enum(['ACCEPTED', 'TENTATIVE', 'DECLINED']),
  shape: z.enum(REPLY_SHAPES).default('gmail'),
  comment: z.string().max(2_000).optional(),
  as: z.string().optional(),
  zone: z.string().optional(),
  forged: z.boolean().optional(),
});

const CSP =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none'";
const MOST_LISTED = 200;

/** The sandbox's mailbox: an SMTP server that keeps everything, a webmail page, and answers as partners would give. */
export const startMailbox = async (options: MailboxOptions): Promise<Mailbox> => {
  const { host = '127.0.0.1', now = Date.now, zoneOf = () => 'Europe/Riga' } = options;
  const file =
    options.persistTo === undefined ? undefined : new JsonFile(options.persistTo, () => store.all());
  const store = new MailStore(() => file?.touch());
  const kept = options.persistTo === undefined ? undefined : await JsonFile.read(options.persistTo);
  if (kept !== undefined) store.load(kept);
  const faults = new SmtpFaults();
  const smtp = await startSmtp(host, options.smtpPort ?? 0, store, faults, now);

  const reply = async (mail: StoredMail, wanted: ReplyOrder): Promise<SentReply> => {
    const composed = await replyTo(mail, { zone: zoneOf(mail.to), ...wanted }, now());
    const raw = withVerdict(composed, options.authservId, wanted.forged ?? false);
    const response = await sendRaw(options.deliverTo(), { ...composed, raw });
    store.noteReply(mail, { at: now(), partstat: wanted.partstat, shape: wanted.shape, to: composed.to });
    return { ...composed, response };
  };
  const full = async (mail: StoredMail) => ({
    ...(await readStored(mail)),
    raw: Buffer.from(mail.raw, 'latin1').toString('utf8'),
  });

  const api = async (request: Request, [, what, id, action]: string[]): Promise<Answer | undefined> => {
    const { method, query } = request;
    if (what === 'boxes' && method === 'GET') return json(200, store.boxes());
    if (what !== 'mails') return undefined;
    if (id === undefined && method === 'GET')
      return json(200, await Promise.all(store.list(query.get('to') ?? undefined).map(readStored)));
    if (id === undefined && method === 'DELETE') {
      store.clear();
      return json(200, {});
    }
    const mail = store.get(id ?? '');
    if (!mail) return json(404, { error: 'no such mail' });
    if (action === undefined && method === 'GET') return json(200, await full(mail));
    if (action !== 'reply' || method !== 'POST') return undefined;
    const wanted = order.safeParse(parseJson(request.body));
    if (!wanted.success) return json(400, { error: 'invalid', issues: wanted.error.issues });
    try {
      return json(200, await reply(mail, wanted.data));
    } catch (error) {
      return json(error instanceof RangeError ? 409 : 502, { error: wordsOf(error) });
    }
  };

  const control = (request: Request, [, what, id]: string[]): Answer | undefined => {
    if (what !== 'faults') return undefined;
    if (request.method === 'POST') {
      const body = parseJson(request.body);
      const rules = z.array(smtpFault).safeParse(Array.isArray(body) ? body : [body]);
      return rules.success
        ? json(200, { ids: rules.data.map((rule) => faults.add(rule)) })
        : json(400, { error: 'invalid', issues: rules.error.issues });
    }
    if (request.method === 'DELETE') {
      if (id === undefined) faults.clear();
      else faults.remove(id);
    }
    return json(200, { rules: faults.list() });
  };

  const pages = async (request: Request, [head = '', id, action]: string[]): Promise<Answer | undefined> => {
    const { method, query } = request;
    if (head === '' && method === 'GET') {
      const to = query.get('to') ?? undefined;
      const mails = await Promise.all(store.list(to).slice(0, MOST_LISTED).map(readStored));
      return html(200, listPage(mails, store.boxes(), to, zoneOf(to ?? '')));
    }
    const mail = head === 'mail' ? store.get(id ?? '') : undefined;
    if (!mail) return undefined;
    const show = async (trouble?: string) =>
      mailPage(await readStored(mail), store.boxes(), zoneOf(mail.to), trouble);
    if (action === undefined && method === 'GET') return html(200, await show());
    if (action === 'raw' && method === 'GET')
      return {
        status: 200,
        headers: {
          'Content-Type': 'message/rfc822',
          'Content-Disposition': `attachment; filename="mail-${mail.id}.eml"`,
        },
        body: mail.raw,
      };
    if (action !== 'reply' || method !== 'POST') return undefined;
    const wanted = order.safeParse(Object.fromEntries(new URLSearchParams(request.body)));
    if (!wanted.success) return html(400, await show('the form was not filled in as expected'));
    try {
      await reply(mail, wanted.data);
    } catch (error) {
      return html(502, await show(wordsOf(error)));
    }
    return redirect(`/mail/${mail.id}`);
  };

  const handle = async (request: Request): Promise<Answer> => {
    const path = request.path.slice(1).split('/').map(decodeURIComponent);
    const made =
      path[0] === 'api'
        ? await api(request, path)
        : path[0] === '__control'
          ? control(request, path)
          : await pages(request, path);
    if (made)
      return made.headers?.['Content-Type']?.startsWith('text/html')
        ? { ...made, headers: { ...made.headers, 'Content-Security-Policy': CSP } }
        : made;
    if (path[0] === 'api' || path[0] === '__control') return json(404, { error: 'not found' });
    return html(
      404,
      sandboxPage(
        'Not found',
        `<main class="soft" style="padding:2rem">There is no ${escapeHtml(request.path)} here. <a href="/">To the mailbox</a></main>`,
      ),
    );
  };

  const server = createServer((incoming, outgoing) => {
    readRequest(incoming)
      .then(handle)
      .then((answer) => {
        // Raw mails are kept as latin1, octet by octet.
        if (answer.headers?.['Content-Type'] !== 'message/rfc822') return send(outgoing, answer);
        outgoing.writeHead(answer.status, answer.headers);
        outgoing.end(Buffer.from(answer.body ?? '', 'latin1'));
      })
      .catch((error: unknown) => {
        process.stderr.write(`sandbox mailbox: ${error instanceof Error ? error.stack : String(error)}\n`);
        if (outgoing.headersSent) outgoing.destroy();
        else send(outgoing, json(500, { error: 'mailbox failure' }));
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.httpPort ?? 0, host, resolve);
  }).catch(async (error: unknown) => {
    // A caller that tries another port must not find a second SMTP listener left behind.
    await smtp.close();
    throw error;
  });
  const address = server.address();
  const httpPort = typeof address === 'object' && address ? address.port : 0;

  return {
    smtpPort: smtp.port,
    httpPort,
    url: `http://${shownHost(host)}:${httpPort}`,
    smtpUrl: `smtp://${shownHost(host)}:${smtp.port}`,
    faults,
    mails: (to) => Promise.all(store.list(to).map(readStored)),
    mail: async (id) => {
      const mail = store.get(id);
      return mail && full(mail);
    },
    reply: async (id, wanted) => {
      const mail = store.get(id);
      if (!mail) throw new RangeError(`no mail ${id}`);
      return reply(mail, wanted);
    },
    clear: () => store.clear(),
    close: async () => {
      await smtp.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await file?.flush();
    },
  };
};

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
