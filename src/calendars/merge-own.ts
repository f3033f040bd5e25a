import type { RemoteEvent } from './calendar.port.js';

/**
 * Three versions of an own event brought together: what we last wrote (base), what we want (mine) and what stands on
 * the calendar (theirs). Only our own fields are looked at; the rest of the event is the client's.
 *
 * The client's calendar is the client's: a time that the client changed stays, and the meeting follows it. A text that
 * the client changed stays as long as we have nothing new to say.
 */
export interface OwnFields {
  /** Epoch ms, half-open. */
  readonly start: number;
  readonly end: number;
  readonly title: string;
  readonly description: string;
  readonly location: string;
  readonly status: 'confirmed' | 'tentative';
}

export interface Merge {
  /** What should stand there. */
  readonly fields: OwnFields;
  /** False when it stands there already. */
  readonly write: boolean;
  /** What the next merge starts from: our own words, and the time that was agreed on. */
  readonly base: OwnFields;
  /** Where the client has put it, when that is new. */
  readonly moved: { readonly start: number; readonly end: number } | null;
}

/** @param base null when we do not know what we wrote: then nothing of theirs can be told to be the client's. */
export const mergeOwn = (base: OwnFields | null, mine: OwnFields, theirs: RemoteEvent): Merge => {
  const stands = fieldsOf(theirs);
  const time = mergeTime(base, mine, stands);
  const text = (field: 'title' | 'description' | 'location'): string => {
    const theirText = theirs[field] ?? '';
    const theyChanged = base !== null && theirText !== base[field];
    return theyChanged && mine[field] === base?.[field] ? theirText : mine[field];
  };
  const fields: OwnFields = {
    ...time.kept,
    title: text('title'),
    description: text('description'),
    location: text('location'),
    status: mine.status,
  };
  return {
    fields,
    write: stands === null || !sameFields(stands, fields),
    base: { ...mine, ...time.kept },
    moved: time.moved ? time.kept : null,
  };
};

const mergeTime = (base: OwnFields | null, mine: OwnFields, theirs: OwnFields | null) => {
  const mineTime = { start: mine.start, end: mine.end };
  if (base === null || theirs === null || sameTime(theirs, base) || sameTime(theirs, mine)) {
    return { kept: mineTime, moved: false };
  }
  return { kept: { start: theirs.start, end: theirs.end }, moved: true };
};

/** Null for an event that the client turned into whole days: it has no time to compare, so ours is put back. */
const fieldsOf = (event: RemoteEvent): OwnFields | null => {
  if (event.start.kind !== 'instant' || event.end.kind !== 'instant') return null;
  return {
    start: event.start.at,
    end: event.end.at,
    title: event.title ?? '',
    description: event.description ?? '',
    location: event.location ?? '',
    status: event.status === 'tentative' ? 'tentative' : 'confirmed',
  };
};

const sameTime = (a: OwnFields, b: OwnFields): boolean => a.start === b.start && a.end === b.end;

export const sameFields = (a: OwnFields, b: OwnFields): boolean =>
  sameTime(a, b) &&
  a.title === b.title &&
  a.description === b.description &&
  a.location === b.location &&
  a.status === b.status;
