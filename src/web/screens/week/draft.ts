import { useSyncExternalStore } from 'react';
import type { Contact, Proposal } from '../../api/types.js';
import { overlap, type Span, sameTime } from './spans.js';

export type ProposalKind = NonNullable<Proposal['kind']>;
export type Role = 'required' | 'optional';

/** As many times as a proposal of the kind may offer. */
export const MOST_TIMES: Readonly<Record<ProposalKind, number>> = { invitations: 3, choose: 10, fixed: 1 };

/** A proposal that is being put together, one for each client; it outlives a look at another screen and a reload. */
export interface Draft {
  /** What it answers, if somebody asked. */
  readonly requestId: string | null;
  /** Whom to meet; the first one is who the times are looked at for. */
  readonly people: readonly { readonly contactId: string; readonly role: Role }[];
  /** Null: as the first contact had it the last time, or as the number of times allows. */
  readonly kind: ProposalKind | null;
  /** Of a fixed time: it is agreed on already. */
  readonly agreed: boolean;
  /** Which of the client's kinds of meeting it is. */
  readonly meetingKindId: string | null;
  readonly title: string;
  readonly placeId: string | null;
  /** A place that is no stored one; null when none is typed. */
  readonly placeText: string | null;
  readonly note: string;
  /** Null: the client's usual length. */
  readonly durationMinutes: number | null;
  readonly options: readonly Span[];
}

const EMPTY: Draft = {
  requestId: null,
  people: [],
  kind: null,
  agreed: false,
  meetingKindId: null,
  title: '',
  placeId: null,
  placeText: null,
  note: '',
  durationMinutes: null,
  options: [],
};

/** The kind that the proposal will be of, as the server decides it when none is chosen. */
export const kindOf = ({ kind, options }: Draft, first: Contact | undefined): ProposalKind => {
  const last = first?.proposalKind ?? null;
  if (kind !== null) return kind;
  if (last !== null && options.length <= MOST_TIMES[last]) return last;
  return options.length <= MOST_TIMES.invitations ? 'invitations' : 'choose';
};

/** How many times the draft may take: what the chosen kind allows, or the most that any does. */
export const mostTimes = ({ kind }: Draft): number => MOST_TIMES[kind ?? 'choose'];

const KEY = 'meetbroker.draft.';
const drafts = new Map<string, Draft>();
const listeners = new Set<() => void>();

const read = (clientId: string): Draft => {
  const known = drafts.get(clientId);
  if (known !== undefined) return known;
  const draft = parse(sessionStorage.getItem(KEY + clientId));
  drafts.set(clientId, draft);
  return draft;
};

const parse = (text: string | null): Draft => {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    // Written by this file alone; another version's fields are filled up or ignored.
    return typeof value === 'object' && value !== null ? { ...EMPTY, ...value } : EMPTY;
  } catch {
    return EMPTY;
  }
};

const write = (clientId: string, draft: Draft): void => {
  drafts.set(clientId, draft);
  sessionStorage.setItem(KEY + clientId, JSON.stringify(draft));
  for (const listener of listeners) listener();
};

/** Begins a proposal with what is known already; what else was put together for the client stays. */
export const writeDraft = (clientId: string, patch: Partial<Draft>): void =>
  write(clientId, { ...read(clientId), ...patch });

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export interface DraftDeeds {
  readonly draft: Draft;
  readonly change: (patch: Partial<Draft>) => void;
  /**
   * Takes a time in, or out when it is in; refuses (false) beyond the most. One that overlaps a chosen time takes its
   * place, since a partner cannot be offered both.
   */
  readonly toggle: (span: Span) => boolean;
  readonly clear: () => void;
}

export const useDraft = (clientId: string): DraftDeeds => {
  const draft = useSyncExternalStore(subscribe, () => read(clientId));
  return {
    draft,
    change: (patch) => writeDraft(clientId, patch),
    toggle: ({ start, end }) => {
      const draft = read(clientId);
      const { options } = draft;
      const rest = options.filter((option) => !overlap(option, { start, end }));
      if (options.some((option) => sameTime(option, { start, end }))) {
        write(clientId, { ...draft, options: rest });
        return true;
      }
      if (rest.length >= mostTimes(draft)) return false;
      const next = [...rest, { start, end }];
      next.sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
      write(clientId, { ...draft, options: next });
      return true;
    },
    clear: () => write(clientId, EMPTY),
  };
};
