import type { PluralForms } from '../mail/templates/plural.js';

/**
 * What the public pages say in one language. As in the mails, names stand only where the nominative is right.
 */
export interface PageTexts {
  readonly skipToForm: string;
  readonly languageLabel: string;
  readonly labels: {
    readonly place: string;
    readonly with: string;
    readonly about: string;
    readonly time: string;
    readonly note: string;
    readonly map: string;
    readonly phone: string;
    readonly mail: string;
    readonly comment: string;
  };
  readonly arrangedBy: (name: string) => string;
  readonly choose: {
    readonly title: string;
    readonly lead: (who: string) => string;
    readonly legend: string;
    readonly times: PluralForms;
    /** @param times the counted times that can be chosen. */
    readonly zone: (zone: string, times: string) => string;
    /** At a time that something else occupies by now. */
    readonly gone: string;
    readonly none: string;
    readonly noneHint: string;
    readonly send: string;
    readonly saidYes: string;
    readonly saidNo: string;
  };
  readonly confirmed: {
    readonly title: string;
    readonly movedTitle: string;
    readonly lead: string;
    readonly download: string;
    readonly changeTitle: string;
    readonly changeLead: string;
    readonly cannot: string;
    readonly can: string;
    readonly send: string;
    readonly answerLegend: string;
  };
  readonly notices: Readonly<Record<NoticeKind, string>>;
  readonly messages: Readonly<
    Record<MessageKind, { readonly title: string; readonly lines: readonly string[] }>
  >;
}

/** Said above a page that otherwise stands. */
export type NoticeKind =
  | 'choose-first'
  | 'time-taken'
  | 'not-offered'
  | 'already-confirmed'
  | 'waiting-for-others'
  | 'you-declined-all'
  | 'new-time'
  | 'you-cannot';

/** A page that has nothing to choose: what has happened, and what to do. */
export type MessageKind =
  | 'not-found'
  | 'declined-by-you'
  | 'closed'
  | 'expired'
  | 'cancelled'
  | 'nothing-left'
  | 'questioned'
  | 'cross-site'
  | 'unavailable'
  | 'too-large'
  | 'broken';
