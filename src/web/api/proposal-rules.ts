import { answered, api } from './client.js';
import type { GivenRules } from './types.js';

export const getAgencyRules = () => answered(api.GET('/api/agency/proposal-rules'));
export const saveAgencyRules = (body: GivenRules) =>
  answered(api.PUT('/api/agency/proposal-rules', { body }));
export const getProposalRules = (clientId: string) =>
  answered(api.GET('/api/clients/{clientId}/proposal-rules', { params: { path: { clientId } } }));
/** What is left out is the agency's. */
export const saveProposalRules = (
  clientId: string,
  { undoSeconds: _undo, mailsPerMinute: _pace, ...body }: GivenRules,
) => answered(api.PUT('/api/clients/{clientId}/proposal-rules', { params: { path: { clientId } }, body }));
