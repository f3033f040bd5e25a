import type { MailTemplate } from '../../meetings/meeting.js';

/**
 * What mails say in one language. Names are only ever put where the nominative is right, because nobody can decline a
 * stranger's name by rule; so greetings in Latvian go without it.
 */
export interface MailTexts {
  greeting(name: string): string;
  readonly labels: {
    readonly meeting: string;
    readonly where: string;
    readonly with: string;
    readonly invited: string;
    readonly note: string;
    readonly remark: string;
    readonly reason: string;
    readonly map: string;
    readonly otherTimes: string;
    readonly phone: string;
    readonly mail: string;
  };
  readonly arrangedBy: (name: string) => string;
  readonly replyHint: string;
  readonly templates: Readonly<Record<MailTemplate, TemplateTexts>>;
}

export interface TemplateTexts {
  /** @param when the short form of the time, or null. */
  subject(title: string, when: string | null): string;
  readonly heading: string;
  readonly whenLabel: string;
  /** @param who the client, in the nominative. */
  lead(who: string): string;
  /** What the reader can do; nothing in it may depend on what is not there. */
  steps(has: { readonly page: boolean; readonly others: boolean }): readonly string[];
  /** Null: this mail has nothing to show or choose on the page. */
  readonly button: string | null;
}
