import { z } from 'zod';

/**
 * How the mailbox misbehaves towards senders. `to` is a regular expression on the recipient; without `times` a
 * rule stays until it is removed. `reject` answers `code` (4xx or 5xx) to RCPT TO, or to the end of DATA with
 * `at: data`; `slow` waits `ms` before the answer to DATA; `drop-after-data` hangs up there, after keeping the
 * mail when `keep` is set: the sender cannot know.
 */
export const smtpFault = z.object({
  id: z.string().optional(),
  kind: z.enum(['reject', 'slow', 'drop-after-data']),
  to: z.string().optional(),
  times: z.number().int().positive().optional(),
  code: z.number().int().min(400).max(599).optional(),
  text: z.string().optional(),
  at: z.enum(['rcpt', 'data']).optional(),
  ms: z.number().min(0).max(600_000).optional(),
  keep: z.boolean().optional(),
});

export type SmtpFault = z.infer<typeof smtpFault>;

export class SmtpFaults {
  #rules: (SmtpFault & { id: string })[] = [];
  #made = 0;

  add(rule: SmtpFault): string {
    const id = rule.id ?? `fault-${++this.#made}`;
    this.#rules.push({ ...rule, id });
    return id;
  }

  remove(id: string): void {
    this.#rules = this.#rules.filter((rule) => rule.id !== id);
  }

  clear(): void {
    this.#rules = [];
  }

  list(): readonly SmtpFault[] {
    return this.#rules;
  }

  /** The first rule of the kind that hits one of the recipients, its `times` counted down. */
  take(wanted: (rule: SmtpFault) => boolean, recipients: readonly string[]): SmtpFault | undefined {
    const hit = this.#rules.find(
      (rule) => wanted(rule) && recipients.some((address) => new RegExp(rule.to ?? '', 'i').test(address)),
    );
    if (hit?.times !== undefined) {
      hit.times--;
      if (hit.times === 0) this.remove(hit.id);
    }
    return hit;
  }
}

/** An error that smtp-server answers with its own code. */
export class SmtpRefusal extends Error {
  constructor(
    readonly responseCode: number,
    text: string,
  ) {
    super(text);
  }
}
