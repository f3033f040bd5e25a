import { freeBusyOf } from '../calendar-eye.js';
import { must } from '../eventually.js';
import { bookable, slotsOf } from '../secretary.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';

/** Free times come out of the client's rules, and none of them touches anything on the calendar. */
export const freeTimesAvoidBusy = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa } = stage;
  const slots = await teller.step(
    `there are free times for ${alfa.firm}`,
    async () => {
      const found = await slotsOf(stage, alfa);
      must(found.length > 20, `only ${found.length} in eight weeks`);
      return found;
    },
    (found) => `${found.length} starts in eight weeks, the first ${found[0]?.start}`,
  );
  await teller.step(
    'none of them touches what is busy on the calendar',
    async () => {
      const { from, to } = bookable(stage);
      const window = { start: Date.parse(from), end: Date.parse(to) };
      const busy = await freeBusyOf(stage.google, alfa.email, window);
      must(busy.length > 20, `the calendar has only ${busy.length} busy stretches: this proves nothing`);
      const touching = slots.find((slot) =>
        busy.some(({ start, end }) => start < Date.parse(slot.end) && end > Date.parse(slot.start)),
      );
      must(touching === undefined, `${touching?.start} is offered and busy`);
      return busy.length;
    },
    (count) => `${slots.length} times against ${count} busy stretches of the calendar's own freeBusy`,
  );
  await teller.step(
    'all of them lie in the working hours of the client',
    async () => {
      const outside = slots.find(({ start, end }) => {
        const from = Temporal.Instant.from(start).toZonedDateTimeISO(alfa.zone);
        const to = Temporal.Instant.from(end).toZonedDateTimeISO(alfa.zone);
        return from.dayOfWeek > 5 || from.hour < 8 || to.hour > 18 || (to.hour === 18 && to.minute > 0);
      });
      must(outside === undefined, `${outside?.start} is offered`);
    },
    () => `Monday to Friday, 08:00 to 18:00 in ${alfa.zone}`,
  );
};
