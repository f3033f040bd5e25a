import { z } from 'zod';

/** The mails of a proposal as they would be sent, in the order in which they would leave. */
export const proposalPreview = z
  .object({
    mails: z.array(
      z.object({
        template: z.string(),
        to: z.object({ name: z.string(), address: z.string() }),
        from: z.string(),
        subject: z.string(),
        text: z.string(),
        html: z.string(),
        calendar: z.string().nullable().meta({ description: 'The invitation, as calendar text' }),
        refusal: z
          .string()
          .nullable()
          .meta({ description: 'Why it could not be sent like this, and what to change' }),
      }),
    ),
  })
  .meta({ id: 'ProposalPreview' });
export type ProposalPreview = z.output<typeof proposalPreview>;
