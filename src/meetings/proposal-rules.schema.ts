import { z } from 'zod';
import { formatClock, parseClock } from '../time/civil.js';
import type { GivenRules, ProposalRules } from './proposal-rules.js';

const whole = (min: number, max: number) => {
  const error = `Give a whole number from ${min} to ${max}.`;
  return z.number({ error }).int({ error }).min(min, { error }).max(max, { error });
};
const clock = z
  .string({ error: 'Give a time as HH:MM.' })
  .refine((text) => (parseClock(text) ?? 1_441) <= 1_440, {
    error: 'Give a time from 00:00 to 24:00 as HH:MM.',
  });
const yesOrNo = z.boolean({ error: 'Give true or false.' });

const fields = {
  chaseDays: z
    .array(whole(1, 30))
    .max(5, { error: 'Ask again at most five times.' })
    .describe('Working days after which whoever has not answered is asked again'),
  workFrom: clock.describe(
    'From when we write without being asked, on the recipient’s clock, Monday to Friday',
  ),
  workUntil: clock,
  reminderMinutes: whole(15, 20_160).nullable().describe('How long before the meeting; null: no reminder'),
  holdDays: whole(1, 60).nullable().describe('Days of silence until held times are given back; null: never'),
  holdAsk: yesOrNo.describe('Ask the secretary before they are given back'),
  lateAnswer: z
    .enum(['restore', 'ask'], { error: 'Give restore or ask.' })
    .describe('What a yes to a time that was taken back gets: the time if it is free, or the secretary'),
  substitutes: yesOrNo.describe('Offer other times at once to whoever came too late'),
  holdsOnCalendar: yesOrNo.describe('Held times stand on the client’s calendar as tentative events'),
};

/** The agency's alone. */
const ofAgency = {
  undoSeconds: whole(0, 120).describe('How long a proposal can be undone before anything is sent'),
  mailsPerMinute: whole(1, 6_000).describe('The agency’s pace; what is more waits'),
};

const sensible = <T extends { workFrom?: string | undefined; workUntil?: string | undefined }>(
  rules: T,
): boolean =>
  rules.workFrom === undefined || rules.workUntil === undefined || rules.workFrom < rules.workUntil;
const order = { path: ['workUntil'], error: 'Let the working day end after it begins.' };

/** What is left out is ours. */
export const agencyRulesBody = z
  .strictObject({ ...fields, ...ofAgency })
  .partial()
  .refine(sensible, order)
  .meta({ id: 'AgencyProposalRules' });

/** What is left out is the agency's. */
export const clientRulesBody = z
  .strictObject(fields)
  .partial()
  .refine(sensible, order)
  .meta({ id: 'ClientProposalRules' });

export const rulesView = z
  .object({
    given: z
      .object({ ...fields, ...ofAgency })
      .partial()
      .describe('What was set here'),
    inForce: z.object({ ...fields, ...ofAgency }).describe('What holds, with what was set elsewhere'),
  })
  .meta({ id: 'ProposalRules' });

export type AgencyRulesBody = z.output<typeof agencyRulesBody>;
export type ClientRulesBody = z.output<typeof clientRulesBody>;
export type RulesView = z.output<typeof rulesView>;

/** Clock readings become minutes; what is left out stays out. */
export const givenRules = ({ workFrom, workUntil, ...rest }: AgencyRulesBody): GivenRules => {
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(given) as GivenRules),
    ...(workFrom === undefined ? {} : { workFrom: parseClock(workFrom) ?? 0 }),
    ...(workUntil === undefined ? {} : { workUntil: parseClock(workUntil) ?? 1_440 }),
  };
};

export const shownRules = ({
  workFrom,
  workUntil,
  chaseDays,
  ...rest
}: ProposalRules): RulesView['inForce'] => ({
  ...rest,
  chaseDays: [...chaseDays],
  workFrom: formatClock(workFrom),
  workUntil: formatClock(workUntil),
});

export const shownGiven = ({ workFrom, workUntil, chaseDays, ...rest }: GivenRules): RulesView['given'] => ({
  ...rest,
  ...(chaseDays === undefined ? {} : { chaseDays: [...chaseDays] }),
  ...(workFrom === undefined ? {} : { workFrom: formatClock(workFrom) }),
  ...(workUntil === undefined ? {} : { workUntil: formatClock(workUntil) }),
});
