import type { MailTemplate } from '../../meetings/meeting.js';

/** Half-open, epoch ms UTC. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
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
  readonly offered: readonly TimeRange[];
  /** The attendee's zone, an IANA name; all times are said in it. */
  readonly zone: string;
  readonly pageUrl: string | null;
  /** Free text by a person, such as why a meeting is cancelled. */
  readonly detail: string | null;
}
