import { must } from '../eventually.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';

/** A link that opens nothing any more, or was copied in part. */
export const staleLink = async ({ running }: Stage, teller: Teller): Promise<void> => {
  const links = {
    'a link that nobody was ever sent': `${running.url}/p/${'0'.repeat(52)}`,
    'a link that was copied in part': `${running.url}/p/0123456789`,
  };
  for (const [what, link] of Object.entries(links)) {
    await teller.step(
      `${what} leads to a kind page`,
      async () => {
        const response = await fetch(link, { headers: { 'accept-language': 'en' } });
        const text = await response.text();
        must(response.status === 404, `it was answered ${response.status}`);
        must(response.headers.get('content-type')?.startsWith('text/html') === true, 'it is no page');
        const [, title] = /<h1[^>]*>([^<]+)</.exec(text) ?? [];
        must(title !== undefined, 'it has no heading');
        must(/newest mail/i.test(text), 'it does not say what to do');
        return { status: response.status, title };
      },
      ({ status, title }) => `${status}, "${title}", and says to open the newest mail or to reply to it`,
    );
  }
};
