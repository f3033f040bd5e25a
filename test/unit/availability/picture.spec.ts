import { readFileSync } from 'node:fs';
import { EXAMPLE_WEEK } from '../../../src/availability/picture/example-week.js';
import { escapeXml, wrapped } from '../../../src/availability/picture/svg.js';
import { weekFacts } from '../../../src/availability/picture/week-facts.js';
import { weekPicture } from '../../../src/availability/picture/week-picture.js';
import { freeSlots } from '../../../src/availability/slots.js';
import { parseDate } from '../../../src/time/civil.js';
import { ask, busy, shown } from './support.js';

describe('the picture of a week', () => {
  it('is the one in the documentation: npm run picture -- docs/pictures/availability-week.svg', () => {
    expect(weekPicture(EXAMPLE_WEEK)).toBe(readFileSync('docs/pictures/availability-week.svg', 'utf8'));
  });

  it('marks exactly the starts that are offered', () => {
    const { input, from } = EXAMPLE_WEEK;
    const facts = weekFacts(input, parseDate(from) ?? 0);
    const marked = facts.flatMap((day) =>
      'marks' in day ? day.marks.filter(({ reason }) => reason === null).map(({ at }) => [day.day, at]) : [],
    );
    const offered = Array.from(freeSlots(input).minutes, (minute) => {
      const local = minute + 180;
      return [Math.floor(local / 1440), local % 1440];
    });
    expect(offered.length).toBeGreaterThan(5);
    expect(marked).toEqual(offered);
  });

  it('shows the day of 23 hours on its own clocks', () => {
    const input = ask({
      from: '2026-03-29T00:00',
      to: '2026-03-30T00:00',
      rules: [{ kind: 'weekly', id: 'w', windows: [{ days: ['SU'], from: '01:00', to: '06:00' }] }],
      busy: [busy('2026-03-29T02:00', '2026-03-29T05:00')],
    });
    const [, , , , , , sunday] = weekFacts(input, parseDate('2026-03-23') ?? 0);
    expect(sunday).toMatchObject({
      blocks: [
        { from: 60, to: 360 },
        { from: 120, to: 300 },
      ],
    });
    expect(shown(freeSlots(input).slots)).toEqual(['03-29 01:00', '03-29 05:00']);
  });

  it('says what is wrong instead of drawing it', () => {
    const input = { ...EXAMPLE_WEEK.input, settings: { ...EXAMPLE_WEEK.input.settings, stepMinutes: 0 } };
    expect(weekPicture({ ...EXAMPLE_WEEK, input })).toMatchObject([{ field: 'settings.stepMinutes' }]);
  });

  it('draws names as texts, whatever they are', () => {
    const names = new Map([['dentist', '</text><script>alert(1)</script>']]);
    const drawn = weekPicture({ ...EXAMPLE_WEEK, names, title: '"><b>&' });
    expect(drawn).not.toContain('<script');
    expect(drawn).not.toContain('<b>');
    expect(escapeXml(`<&>"'`)).toBe('&#60;&#38;&#62;&#34;&#39;');
    expect(wrapped('one two three', 7, 2)).toEqual(['one two', 'three']);
    expect(wrapped('a b c', 1, 2)).toEqual(['a', 'b…']);
  });
});
