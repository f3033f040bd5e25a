import { answered, api } from './client.js';
import { PAGE } from './pages.js';
import type { MessageSummary, SettleMessage } from './types.js';

export const listMessages = async (state: 'unmatched' | 'review'): Promise<readonly MessageSummary[]> =>
  (await answered(api.GET('/api/messages', { params: { query: { state, limit: PAGE } } }))).items;
export const getMessage = (messageId: string) =>
  answered(api.GET('/api/messages/{messageId}', { params: { path: { messageId } } }));
/** A file to save; the server never lets it be shown. */
export const rawMessageUrl = (messageId: string): string => `/api/messages/${messageId}/raw`;
export const settleMessage = (messageId: string, body: SettleMessage) =>
  answered(api.POST('/api/messages/{messageId}/settle', { params: { path: { messageId } }, body }));
