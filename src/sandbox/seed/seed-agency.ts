import { OWNERS } from '../google/seed-people.js';
import { ApiSession } from './api-session.js';
import { seedMeetings } from './seed-meetings.js';
import { AGENCY, CONTACTS, HOURS, type SeedUser, USERS } from './seed-people.js';

export interface SeedResult {
  readonly users: readonly { readonly name: string; readonly email: string; readonly role: string }[];
  readonly clients: number;
  readonly contacts: number;
}

/**
 * Makes the seeded agency the way people would: over the service's own HTTP, with the first owner's link, invitations,
 * and the simulated Google's consent page.
 * @param setupToken from the first owner's link.
 * @param password everybody's, for this installation only.
 * @param now epoch ms.
 * @param say one line a step, since linking six calendars takes a moment.
 */
export const seedAgency = async (
  url: string,
  setupToken: string,
  password: string,
  now: number,
  say: (line: string) => void,
): Promise<SeedResult> => {
  const [owner, ...secretaries] = USERS;
  if (owner === undefined) throw new Error('The seed has no owner');
  const session = new ApiSession(url);
  await session.call('POST', '/setup', {
    token: setupToken,
    agencyName: AGENCY.name,
    zone: AGENCY.zone,
    locale: owner.locale,
    name: owner.name,
    email: owner.email,
    password,
  });
  const userIds = new Map<SeedUser, string>();
  for (const user of secretaries) userIds.set(user, await addSecretary(session, user, password));

  let contacts = 0;
  const clientIds: string[] = [];
  for (const [index, firm] of OWNERS.entries()) {
    say(`${firm.firm}: people, hours, calendar`);
    const clientId = await addClient(session, index);
    clientIds.push(clientId);
    for (const [user, userId] of userIds) {
      if (user.clients.includes(index)) await session.call('POST', '/assignments', { userId, clientId });
    }
    contacts += await addContacts(session, clientId, index);
    await linkCalendar(session, clientId, firm.email);
  }
  say('a few meetings under way');
  // Nobody undoes these, so that the mailbox has them when somebody looks.
  await session.call('PUT', '/agency/proposal-rules', { undoSeconds: 0 });
  await seedMeetings(session, clientIds, now);
  await session.call('PUT', '/agency/proposal-rules', {});
  return { users: USERS, clients: OWNERS.length, contacts };
};

const addSecretary = async (session: ApiSession, user: SeedUser, password: string): Promise<string> => {
  const { name, email, role, locale, phone } = user;
  const { userId } = await session.call<{ userId: string }>('POST', '/users', {
    name,
    email,
    role,
    locale,
    phone,
  });
  const { url } = await session.call<{ url: string }>('POST', `/users/${userId}/invitation`);
  // Accepted in a session of its own: accepting signs in.
  const token = url.slice(url.indexOf('#') + 1);
  await new ApiSession(session.url).call('POST', '/invitations/accept', { token, password });
  return userId;
};

const addClient = async (session: ApiSession, index: number): Promise<string> => {
  const firm = OWNERS[index];
  const hours = HOURS[index];
  if (firm === undefined || hours === undefined) throw new Error(`The seed has no client ${index}`);
  const { clientId } = await session.call<{ clientId: string }>('POST', '/clients', {
    name: firm.firm,
    person: firm.name,
    email: firm.email,
    zone: firm.timeZone,
    locale: firm.country === 'LV' ? 'lv' : 'en',
  });
  const { placeId } = await session.call<{ placeId: string }>('POST', `/clients/${clientId}/places`, {
    name: firm.country === 'LV' ? 'Birojs' : 'Office',
    address: firm.office,
  });
  await session.call('PUT', `/clients/${clientId}/availability`, {
    settings: {
      zone: firm.timeZone,
      durationMinutes: hours.durationMinutes,
      stepMinutes: 30,
      alignment: 'clock',
      horizonDays: 60,
      bufferAfterMinutes: hours.bufferAfterMinutes,
      minimumNoticeMinutes: 120,
    },
    rules: [{ kind: 'weekly', windows: hours.windows, placeId }],
  });
  return clientId;
};

const addContacts = async (session: ApiSession, clientId: string, index: number): Promise<number> => {
  const rows = CONTACTS[index] ?? [];
  for (const [name, company, email, phone, locale] of rows) {
    await session.call('POST', `/clients/${clientId}/contacts`, { name, company, email, phone, locale });
  }
  return rows.length;
};

/** Links the owner's simulated calendar through the whole sign-in: state, PKCE, consent, code, callback. */
export const linkCalendar = async (
  session: ApiSession,
  clientId: string,
  email: string,
  provider: 'google' | 'microsoft' = 'google',
): Promise<void> => {
  const { authorizeUrl } = await session.call<{ authorizeUrl: string }>(
    'POST',
    `/clients/${clientId}/accounts/${provider}`,
    {},
  );
  const end = await session.visit(`${authorizeUrl}&sandbox_user=${encodeURIComponent(email)}`);
  if (!end.address.includes(`linked=${provider}`))
    throw new Error(`Linking ${email} ended at ${end.address}`);
};
