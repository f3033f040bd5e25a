import { type FieldFault, Refusal } from '../errors.js';
import type { Clash } from './clash.js';
import type { MeetingRefusal, TimeRange } from './meeting.js';
import { clashText, refusalText } from './refusal-texts.js';

/** A meeting's refusal for whoever sent the request; `extra.refusal` is its name. */
export const refusalOf = (refusal: MeetingRefusal, locale: string): Refusal =>
  new Refusal('conflict', refusalText(refusal, locale), { extra: { refusal } });

/** What stands in the way, at the field that named the time; `extra.clashes` for a console that draws it. */
export const timeTaken = (
  taken: readonly { readonly pointer: string; readonly clashes: readonly Clash[] }[],
  locale: string,
): Refusal => {
  const fields: FieldFault[] = taken.flatMap(({ pointer, clashes }) =>
    clashes.map((clash) => ({ pointer, detail: clashText(clash, locale) })),
  );
  const clashes = taken.flatMap(({ pointer, clashes: all }) =>
    all.map((clash) => ({
      ...clash,
      pointer,
      start: new Date(clash.start).toISOString(),
      end: new Date(clash.end).toISOString(),
    })),
  );
  return new Refusal('time-taken', refusalText('time-taken', locale), { fields, extra: { clashes } });
};

/** The client's calendar could not be asked, and what is known of it is too old to say whether the time is free. */
export const unchecked = (pointer: string, { start, end }: TimeRange, locale: string): Refusal =>
  timeTaken([{ pointer, clashes: [{ kind: 'rule', start, end, because: 'calendar' }] }], locale);
