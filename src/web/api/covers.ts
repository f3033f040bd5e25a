import { answered, api } from './client.js';
import { allPages, PAGE } from './pages.js';
import type { NewCover } from './types.js';

const COVER = '/api/covers/{coverId}';

export const listCovers = () =>
  allPages((after) => answered(api.GET('/api/covers', { params: { query: { limit: PAGE, after } } })));
/** What would go over; nothing is kept. */
export const previewCover = (body: NewCover) => answered(api.POST('/api/covers/preview', { body }));
export const makeCover = (body: NewCover) => answered(api.POST('/api/covers', { body }));
/** `until` is the first moment at which it holds no more. */
export const changeCover = (coverId: string, until: string) =>
  answered(api.PATCH(COVER, { params: { path: { coverId } }, body: { until } }));
export const endCover = (coverId: string) => answered(api.DELETE(COVER, { params: { path: { coverId } } }));
export const getHandover = (coverId: string) =>
  answered(api.GET('/api/covers/{coverId}/handover', { params: { path: { coverId } } }));

/** Where the journal of these days lies as a file; the last day is in it. */
export const journalUrl = (wish: Readonly<Record<string, string>>): string =>
  `/api/agency/journal.csv?${new URLSearchParams(Object.entries(wish).filter(([, value]) => value !== ''))}`;
