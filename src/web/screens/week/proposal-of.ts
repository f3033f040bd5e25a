import type { Proposal } from '../../api/types.js';
import type { Draft } from './draft.js';

/** The draft as the server takes it. */
export const proposalOf = (draft: Draft): Proposal => ({
  title: draft.title,
  ...(draft.requestId === null ? {} : { requestId: draft.requestId }),
  ...(draft.kind === null ? {} : { kind: draft.kind }),
  ...(draft.kind === 'fixed' && draft.agreed ? { agreed: true } : {}),
  ...(draft.note.trim() === '' ? {} : { note: draft.note }),
  ...(draft.meetingKindId === null ? {} : { kindId: draft.meetingKindId }),
  ...(draft.placeId === null ? {} : { placeId: draft.placeId }),
  ...(draft.placeText === null || draft.placeText.trim() === '' ? {} : { placeText: draft.placeText }),
  options: draft.options.map(({ start, end }) => ({ start, end })),
  attendees: draft.people.map(({ contactId, role }) => ({ contactId, role })),
});
