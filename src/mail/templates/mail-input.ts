import type { MailTemplate } from '../../meetings/meeting.js';

/** Half-open, epoch ms UTC. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
}

/** A time with the prepared answer that accepts it; a mailto: link. */
export interface ChoosableTime extends TimeRange {
  readonly answerUrl?: string | null;
}

/** What an agency has made its own; null where it is left to us. */
export interface MailDesign {
  /** One line; `{name}` stands for the attendee's name. */
  readonly greeting: string | null;
  /** Lines, above the way to reach the secretary. */
  readonly signature: string | null;
  /** `#rrggbb`, dark enough to be read on white. */
  readonly accent: string | null;
  /** `#rrggbb`, behind the letter. */
  readonly ground: string | null;
  /** `cid:` in a mail, `data:` in a preview. */
  readonly logo: { readonly url: string; readonly alt: string } | null;
}

/** Everything that a mail to a partner states, as it stood when the effect was decided. */
export interface MailInput {
  readonly template: MailTemplate;
  /** The attendee's language, such as `lv` or `en-GB`; English for one that has no texts. */
  readonly locale: string;
  readonly attendee: { readonly name: string };
  /** The client's firm and the person who will be at the meeting; the same text twice is said once. */
  readonly client: { readonly name: string; readonly person: string };
  readonly secretary: { readonly name: string; readonly phone: string | null; readonly email: string };
  readonly meeting: { readonly title: string; readonly note: string | null };
  readonly place: { readonly name: string; readonly address: string; readonly mapUrl: string | null } | null;
  /** The time the mail is about; null where it is about the proposal as a whole. */
  readonly option: TimeRange | null;
  /** The times that can still be chosen, `option` among them if it can. */
  readonly offered: readonly ChoosableTime[];
  /** The prepared answer that none of them suits; a mailto: link. */
  readonly noneUrl?: string | null;
  /** The mail carries an invitation or its withdrawal. Default: true. */
  readonly calendar?: boolean;
  readonly design?: MailDesign;
  /** The attendee's zone, an IANA name; all times are said in it. */
  readonly zone: string;
  readonly pageUrl: string | null;
  /** Free text by a person, such as why a meeting is cancelled. */
  readonly detail: string | null;
}
