import { call } from './client.js';
import type { Page } from './pages.js';
import type { MessageDetail, MessageSummary, SettleMessage } from './types.js';

export const listMessages = async (state: 'unmatched' | 'review'): Promise<readonly MessageSummary[]> =>
  (await call<Page<MessageSummary>>('GET', '/api/messages', { query: { state, limit: 200 } })).items;
export const getMessage = (messageId: string) => call<MessageDetail>('GET', `/api/messages/${messageId}`);
export const rawMessageUrl = (messageId: string): string => `/api/messages/${messageId}/raw`;
export const settleMessage = (messageId: string, body: SettleMessage) =>
  call<void>('POST', `/api/messages/${messageId}/settle`, { body });
