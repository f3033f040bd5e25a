import { z } from 'zod';

/** One copy of a mail in one recipient's box, raw as it came. */
export interface StoredMail {
  id: string;
  /** ms UTC. */
  at: number;
  from: string;
  to: string;
  /** latin1, so that every octet survives. */
  raw: string;
  replies: { at: number; partstat: string; shape: string; to: string }[];
}

const stored = z.array(
  z.object({
    id: z.string(),
    at: z.number(),
    from: z.string(),
    to: z.string(),
    raw: z.string(),
    replies: z.array(z.object({ at: z.number(), partstat: z.string(), shape: z.string(), to: z.string() })),
  }),
);

const MOST_MAILS = 2_000;

export class MailStore {
  #mails: StoredMail[] = [];
  #next = 1;

  constructor(private readonly changed: () => void) {}

  /** Takes over what an earlier run kept. */
  load(value: unknown): void {
    this.#mails = stored.parse(value);
    this.#next = Math.max(0, ...this.#mails.map((mail) => Number(mail.id))) + 1;
  }

  add(mail: Pick<StoredMail, 'at' | 'from' | 'to' | 'raw'>): StoredMail {
    const kept: StoredMail = { ...mail, id: String(this.#next++), replies: [] };
    this.#mails.push(kept);
    if (this.#mails.length > MOST_MAILS) this.#mails.shift();
    this.changed();
    return kept;
  }

  noteReply(mail: StoredMail, reply: StoredMail['replies'][number]): void {
    mail.replies.push(reply);
    this.changed();
  }

  get(id: string): StoredMail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }

  /** Newest first; all, or one recipient's (addresses compare without case). */
  list(to?: string): StoredMail[] {
    return this.#mails.filter((mail) => to === undefined || mail.to === to.toLowerCase()).toReversed();
  }

  /** Recipients with their number of mails, the latest first. */
  boxes(): { to: string; count: number }[] {
    const counts = new Map<string, number>();
    for (const { to } of this.list()) counts.set(to, (counts.get(to) ?? 0) + 1);
    return [...counts].map(([to, count]) => ({ to, count }));
  }

  clear(): void {
    this.#mails = [];
    this.changed();
  }

  all(): readonly StoredMail[] {
    return this.#mails;
  }
}
