import { createContext, use } from 'react';
import { listClients } from '../api/clients.js';
import { type Live, useLive } from '../api/live.js';
import type { Client, Me } from '../api/types.js';

export interface SignedIn {
  readonly me: Me;
  readonly leave: () => Promise<void>;
}

export const SignedInContext = createContext<SignedIn | null>(null);

/** Who is at work; only under the shell, where somebody is. */
export const useSignedIn = (): SignedIn => {
  const signedIn = use(SignedInContext);
  if (signedIn === null) throw new Error('useSignedIn outside of the shell');
  return signedIn;
};

/** All clients that are the user's now. */
export const useClients = (): Live<readonly Client[]> => useLive('clients', listClients, { pollMs: 30_000 });

/** One of them; undefined while loading, null when it is not the user's. */
export const useClient = (clientId: string | null | undefined): Client | null | undefined => {
  const clients = useClients();
  if (clients.data === undefined) return undefined;
  return clients.data.find((client) => client.clientId === clientId) ?? null;
};
