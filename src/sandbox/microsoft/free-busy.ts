import { z } from 'zod';
import { roleOn } from './event-verbs.js';
import { accessDenied, invalid } from './failure.js';
import { type Instance, instancesOf } from './instances.js';
import { workingHours } from './mailbox.js';
import type { Preferences } from './prefer.js';
import type { ShowAs } from './resource.js';
import { graphTime, instantOf, readTime, wallAt } from './times.js';
import type { MicrosoftWorld, StoredUser } from './world.js';

const time = z.object({ dateTime: z.string(), timeZone: z.string() });
const schedule = z.object({
  schedules: z.array(z.string()).min(1).max(20),
  startTime: time,
  endTime: time,
  availabilityViewInterval: z.number().int().min(5).max(1440).default(30),
});

const DIGITS: Record<ShowAs, string> = {
  free: '0',
  tentative: '1',
  busy: '2',
  oof: '3',
  workingElsewhere: '4',
  unknown: '0',
};
/** The stronger wins where two overlap; working elsewhere is the weakest that is not free. */
const STRENGTH: readonly ShowAs[] = ['unknown', 'free', 'workingElsewhere', 'tentative', 'busy', 'oof'];
const LONGEST_DAYS = 62;

/** A cancelled or declined meeting takes no time, whatever it shows. */
const statusOf = ({ fields }: Instance): ShowAs =>
  fields.isCancelled || fields.responseStatus.response === 'declined' ? 'free' : fields.showAs;

/** calendar/getSchedule: https://learn.microsoft.com/graph/api/calendar-getschedule. Work accounts only. */
export const getSchedule = (
  world: MicrosoftWorld,
  user: StoredUser,
  prefer: Preferences,
  body: unknown,
  origin: string,
): Record<string, unknown> => {
  if (user.kind === 'personal') throw accessDenied();
  const read = schedule.safeParse(body);
  if (!read.success) throw invalid('The request is invalid.', 'ErrorInvalidParameter');
  const from = instantOf(readTime(read.data.startTime));
  const to = instantOf(readTime(read.data.endTime));
  if (to <= from) throw invalid('The time window is empty.', 'ErrorInvalidTimeInterval');
  const days = (to - from) / 86_400_000;
  if (days > LONGEST_DAYS)
    throw invalid(
      `The requested time duration specified for FreeBusyViewOptions.TimeWindow is too long. The allowed limit = ${LONGEST_DAYS} days; the actual limit = ${Math.ceil(days)} days.`,
      '5006',
    );
  const interval = read.data.availabilityViewInterval * 60_000;
  const shown = (ms: number) => graphTime(wallAt(ms, prefer.zone.iana), prefer.zone.name);
  return {
    '@odata.context': `${origin}/v1.0/$metadata#Collection(microsoft.graph.scheduleInformation)`,
    value: read.data.schedules.map((scheduleId) => {
      const whose = world.user(scheduleId.toLowerCase()) ?? world.user(scheduleId);
      const calendar = whose && world.defaultCalendar(whose.address);
      if (!whose || !calendar) return { scheduleId, availabilityView: '', error: notFound(scheduleId) };
      const instances = Object.values(calendar.items)
        .flatMap((item) => instancesOf(item, whose.timeZone, from, to))
        .sort((a, b) => a.startMs - b.startMs);
      // Who may read the calendar sees what it is about; everybody else in the tenant sees when.
      const inFull = roleOn(calendar, user.address) !== undefined;
      return {
        scheduleId,
        availabilityView: view(instances, from, to, interval),
        scheduleItems: instances.map((one) => ({
          status: statusOf(one),
          start: shown(one.startMs),
          end: shown(one.endMs),
          ...(inFull
            ? {
                isPrivate: one.fields.sensitivity === 'private',
                subject: one.fields.subject,
                location: one.fields.locations.map(({ displayName }) => displayName).join('; '),
              }
            : {}),
        })),
        workingHours: workingHours(whose),
      };
    }),
  };
};

const notFound = (address: string) => ({
  message: `Unable to resolve e-mail address ${address} to an Active Directory object.`,
  responseCode: 'ErrorMailRecipientNotFound',
});

/** One digit for each interval: the strongest status that touches it. */
const view = (instances: readonly Instance[], from: number, to: number, interval: number): string => {
  let digits = '';
  for (let at = from; at < to; at += interval) {
    const end = Math.min(at + interval, to);
    const strongest = instances
      .filter(({ startMs, endMs }) => startMs < end && endMs > at)
      .map(statusOf)
      .reduce<ShowAs>((a, b) => (STRENGTH.indexOf(b) > STRENGTH.indexOf(a) ? b : a), 'free');
    digits += DIGITS[strongest];
  }
  return digits;
};
