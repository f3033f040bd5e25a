import { z } from 'zod';

export const aliasView = z
  .object({
    address: z.string(),
    saidBy: z.string().nullable().meta({ description: 'The name of whoever said whose it is' }),
    saidAt: z.iso.datetime(),
  })
  .meta({ id: 'ContactAlias' });
export type AliasView = z.output<typeof aliasView>;

export const aliasList = z.object({ items: z.array(aliasView) }).meta({ id: 'ContactAliases' });

/** What is no address is one that nobody has said anything about. */
export const aliasField = z.string().max(320);
