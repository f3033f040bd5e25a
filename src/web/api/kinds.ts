import { answered, api } from './client.js';
import { allPages, PAGE } from './pages.js';

/** What the client meets people for, archived ones left out. */
export const listKinds = (clientId: string) =>
  allPages((after) =>
    answered(
      api.GET('/api/clients/{clientId}/kinds', {
        params: { path: { clientId }, query: { limit: PAGE, after } },
      }),
    ),
  );
