import { post } from './service-api.js';

const HOUR = 3_600_000;

/** A service that answers, and an owner who is signed in there. */
export interface SignedIn {
  readonly url: string;
  readonly cookie: string;
}

/** Clients of the signed-in owner's agency. @returns their ids. */
export const addClients = async ({ url, cookie }: SignedIn, count: number): Promise<string[]> => {
  const clientIds: string[] = [];
  for (let i = 0; i < count; i++) {
    const client = { name: `Kalni ${i} Ltd`, person: 'Karl Kalns', zone: 'Europe/Riga', locale: 'lv' };
    clientIds.push(String((await post(url, '/clients', cookie, client)).body.clientId));
  }
  return clientIds;
};

/** One proposal of one time to one partner. */
export interface Proposed {
  readonly meetingId: string;
  readonly option: { readonly optionId: string; readonly uid: string };
  readonly attendeeId: string;
}

/**
 * Proposes an hour, whatever stands in its way.
 * @param start epoch ms.
 * @param more further fields of the request.
 */
export const proposeHour = async (
  { url, cookie }: SignedIn,
  clientId: string,
  {
    title,
    start,
    email,
    ...more
  }: { readonly title: string; readonly start: number; readonly email: string } & {
    readonly kind?: 'invitations';
    readonly alsoOffered?: boolean;
  },
): Promise<Proposed> => {
  const { body } = await post(url, `/clients/${clientId}/meetings`, cookie, {
    title,
    options: [{ start: new Date(start).toISOString(), end: new Date(start + HOUR).toISOString() }],
    attendees: [{ name: 'Anna Ozola', email, locale: 'en' }],
    override: true,
    ...more,
  });
  const { meetingId, options, attendees } = body as {
    meetingId: string;
    options: readonly Proposed['option'][];
    attendees: readonly { attendeeId: string }[];
  };
  const [option] = options;
  const [person] = attendees;
  if (option === undefined || person === undefined) throw new Error('A proposal without a time or a person');
  return { meetingId, option, attendeeId: person.attendeeId };
};
