import type { MailTemplate } from '../../meetings/meeting.js';
import type { PluralForms } from './plural.js';

/** The prepared answer mail: what its link says, and what stands in it. */
export interface AnswerTexts {
  readonly yesLink: string;
  readonly noneLink: string;
  yesSubject(title: string, when: string): string;
  noneSubject(title: string): string;
  /** @param when day, time and zone. */
  yesBody(when: string): string;
  readonly noneBody: string;
}

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
  /** "5 times", before "to choose from" or after it, as the language wants it. */
  readonly times: PluralForms;
  /** @param times the counted times. */
  toChooseFrom(times: string): string;
  readonly answer: AnswerTexts;
  readonly arrangedBy: (name: string) => string;
  readonly replyHint: string;
  readonly templates: Readonly<Record<MailTemplate, TemplateTexts>>;
}

export interface TemplateTexts {
  /** @param when the short form of the time, or null. */
  subject(title: string, when: string | null): string;
  readonly heading: string;
  /** Said instead where the mail has no calendar part, and so is not about one invitation. */
  readonly plain?: { readonly heading: string; readonly lead: string };
  readonly whenLabel: string;
  /** @param who the client, in the nominative. */
  lead(who: string): string;
  /** What the reader can do; nothing in it may depend on what is not there. */
  steps(has: {
    readonly page: boolean;
    readonly others: boolean;
    readonly calendar: boolean;
  }): readonly string[];
  /** Null: this mail has nothing to show or choose on the page. */
  readonly button: string | null;
}
