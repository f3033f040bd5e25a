/**
 * The week that docs/availability.md explains: the client of a bakery in Riga, first week of May 2026. Asked for is an
 * hour at the office. Instants are written with their offset, so that nothing depends on where this runs.
 */
import type { BusyRow } from '../busy.js';
import type { AvailabilityInput } from '../input.js';
import type { Instruction } from '../instruction.js';
import type { Rule } from '../rule.js';
import { estimateTable } from '../travel-estimate.js';
import type { WeekQuestion } from './week-picture.js';

const OFFICE = 'office';
const SHOP = 'shop';

const rules: readonly Rule[] = [
  {
    kind: 'weekly',
    id: 'hours',
    windows: [
      { days: ['MO', 'TU', 'TH'], from: '09:00', to: '17:00' },
      { days: ['FR'], from: '09:00', to: '15:00' },
    ],
  },
  {
    kind: 'weekly',
    id: 'at the shop',
    windows: [{ days: ['WE'], from: '10:00', to: '16:00' }],
    placeId: SHOP,
  },
  {
    kind: 'closed',
    id: 'concert',
    from: '2026-05-07',
    until: '2026-05-07',
    window: { from: '15:00', to: '17:00' },
    title: 'School concert',
  },
  { kind: 'open', id: 'saturday', date: '2026-05-09', windows: [{ from: '10:00', to: '13:00' }] },
  {
    kind: 'holiday',
    id: 'holiday LV 2026-05-04',
    date: '2026-05-04',
    name: 'Restoration of Independence',
    region: 'LV',
  },
];

const said = { by: 'Anna', at: Date.parse('2026-05-04T15:00:00Z'), how: 'phone' } as const;
const instructions: readonly Instruction[] = [
  {
    kind: 'nothing_before',
    id: 'late',
    date: '2026-05-07',
    time: '10:00',
    said: { ...said, words: 'Nothing before ten' },
  },
  {
    kind: 'unreachable',
    id: 'audit',
    date: '2026-05-08',
    from: '13:00',
    to: '14:30',
    said: { ...said, words: 'Unreachable, the auditor comes' },
  },
];

const row = (
  kind: BusyRow['kind'],
  sourceId: string,
  from: string,
  to: string,
  placeId?: string,
): BusyRow => ({
  start: Date.parse(`${from}+03:00`),
  end: Date.parse(`${to}+03:00`),
  kind,
  sourceId,
  meetingId: kind === 'event' ? undefined : `meeting ${sourceId}`,
  placeId,
});

const busy: readonly BusyRow[] = [
  row('event', 'dentist', '2026-05-05T12:00', '2026-05-05T13:00'),
  row('meeting', 'flour', '2026-05-05T15:00', '2026-05-05T16:00', SHOP),
  row('hold', 'oven', '2026-05-07T12:30', '2026-05-07T13:30', SHOP),
  row('meeting', 'bank', '2026-05-08T09:30', '2026-05-08T10:15', OFFICE),
  row('meeting', 'rent', '2026-05-08T10:30', '2026-05-08T11:30', OFFICE),
];

const input: AvailabilityInput = {
  settings: {
    zone: 'Europe/Riga',
    durationMinutes: 60,
    stepMinutes: 30,
    alignment: 'clock',
    horizonDays: 60,
    bufferAfterMinutes: 15,
    minimumNoticeMinutes: 16 * 60,
    limits: [{ id: 'two a day', perDay: 2 }],
    travel: { dayStartPlaceId: OFFICE, dayEndPlaceId: OFFICE },
    breaks: [{ id: 'lunch', from: '11:30', to: '14:00', minutes: 45 }],
  },
  rules,
  instructions,
  busy,
  window: { start: Date.parse('2026-05-04T00:00+03:00'), end: Date.parse('2026-05-11T00:00+03:00') },
  now: Date.parse('2026-05-04T18:00+03:00'),
  wanted: { placeId: OFFICE },
  travel: estimateTable(
    new Map([
      [OFFICE, { latitude: 56.951, longitude: 24.105 }],
      [SHOP, { latitude: 56.972, longitude: 24.2 }],
    ]),
    'car',
  ),
};

export const EXAMPLE_WEEK: WeekQuestion = {
  input,
  from: '2026-05-04',
  title: 'A week in May 2026: when can somebody come to the office for an hour? Asked on Monday at 18:00',
  names: new Map([
    [OFFICE, 'office'],
    [SHOP, 'shop'],
    ['dentist', 'Dentist'],
    ['flour', 'Flour supplier'],
    ['oven', 'New oven'],
    ['bank', 'Bank'],
    ['rent', 'Landlord'],
  ]),
};
