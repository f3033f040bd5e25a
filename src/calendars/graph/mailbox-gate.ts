/** Graph answers 429 to more than four requests at once of one app to one mailbox. */
const AT_ONCE = 4;

interface Mailbox {
  running: number;
  readonly urgent: (() => void)[];
  readonly others: (() => void)[];
}

/**
 * Lets at most four requests at once through to a mailbox; who comes fifth waits. Writes go before everything that
 * waits: a meeting is entered while a long first sync is under way. Counts this process alone: replicas are held back
 * by the 429 itself.
 * Source: https://learn.microsoft.com/en-us/graph/throttling-limits (Outlook service limits)
 */
export class MailboxGate {
  private readonly mailboxes = new Map<string, Mailbox>();

  async run<T>(mailbox: string, urgent: boolean, work: () => Promise<T>): Promise<T> {
    await this.enter(mailbox, urgent);
    try {
      return await work();
    } finally {
      this.leave(mailbox);
    }
  }

  private enter(name: string, urgent: boolean): Promise<void> {
    const mailbox = this.mailboxes.get(name) ?? { running: 0, urgent: [], others: [] };
    this.mailboxes.set(name, mailbox);
    if (mailbox.running < AT_ONCE) {
      mailbox.running++;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      (urgent ? mailbox.urgent : mailbox.others).push(resolve);
    });
  }

  /** The place goes to whoever waits; without anybody the mailbox is forgotten with its last request. */
  private leave(name: string): void {
    const mailbox = this.mailboxes.get(name);
    if (mailbox === undefined) return;
    const next = mailbox.urgent.shift() ?? mailbox.others.shift();
    if (next !== undefined) next();
    else if (--mailbox.running === 0) this.mailboxes.delete(name);
  }
}
