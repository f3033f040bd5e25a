import { answered, api } from './client.js';
import type { NewInstruction } from './types.js';

/** What the client said about single days, ahead and in force; the newest first. */
export const listInstructions = async (clientId: string) =>
  (
    await answered(
      api.GET('/api/clients/{clientId}/instructions', {
        params: { path: { clientId }, query: { limit: 100 } },
      }),
    )
  ).items;

export const giveInstruction = (clientId: string, body: NewInstruction) =>
  answered(api.POST('/api/clients/{clientId}/instructions', { params: { path: { clientId } }, body }));

export const withdrawInstruction = (clientId: string, instructionId: string) =>
  answered(
    api.POST('/api/clients/{clientId}/instructions/{instructionId}/withdraw', {
      params: { path: { clientId, instructionId } },
    }),
  );
