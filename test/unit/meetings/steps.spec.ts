import { commitmentsOf } from '../../../src/meetings/commitments.js';
import { decide } from '../../../src/meetings/decide.js';
import type { Attendee, Meeting } from '../../../src/meetings/meeting.js';
import { DEFAULT_RULES, type ProposalRules } from '../../../src/meetings/proposal-rules.js';
import { nextStepAt, reminderAt, stepsOf } from '../../../src/meetings/steps.js';
import {
  anna,
  bert,
  confirmedMeeting,
  DAY,
  HOUR,
  having,
  NOW,
  option,
  proposal,
  says,
  told,
} from './a-meeting.js';

/** NOW is Tuesday, 1 September 2026, 12:00 in Riga. */
const WEDNESDAY_NOON = NOW + DAY;
const FRIDAY_NOON = NOW + 3 * DAY;

const ruled = (meeting: Meeting, rules: Partial<ProposalRules>): Meeting => ({
  ...meeting,
  rules: { ...DEFAULT_RULES, ...rules },
});
/** Open for two weeks. */
const open = (attendees: readonly Attendee[] = [anna]): Meeting => {
  const meeting = proposal({ attendees, times: 2 });
  const options = meeting.options.map((one) => ({
    ...one,
    start: one.start + 14 * DAY,
    end: one.end + 14 * DAY,
  }));
  return { ...meeting, options, expiresAt: NOW + 14 * DAY };
};
const passed = (meeting: Meeting, now: number) => {
  const decision = decide(meeting, { kind: 'time-passed' }, now);
  return decision.ok ? decision : { refusal: decision.refusal, meeting, effects: [], journal: [] };
};
const chasesOf = (meeting: Meeting, now = NOW) =>
  stepsOf(meeting, now).filter(({ kind }) => kind === 'chase');

describe('asking again', () => {
  it('comes after one and after three working days, once each', () => {
    const first = open();
    expect(nextStepAt(first, NOW)).toBe(WEDNESDAY_NOON);
    expect(passed(first, WEDNESDAY_NOON - 1)).toMatchObject({ refusal: 'nothing-due' });
    const one = passed(first, WEDNESDAY_NOON);
    expect(told(one.effects)).toEqual(['anna: chase']);
    expect(one.journal).toMatchObject([{ kind: 'chased', detail: { attendeeId: 'anna' } }]);
    expect(chasesOf(one.meeting, WEDNESDAY_NOON)).toMatchObject([{ at: FRIDAY_NOON }]);
    expect(passed(one.meeting, WEDNESDAY_NOON + 1)).toMatchObject({ refusal: 'nothing-due' });
    const two = passed(one.meeting, FRIDAY_NOON);
    expect(told(two.effects)).toEqual(['anna: chase']);
    expect(chasesOf(two.meeting, FRIDAY_NOON)).toEqual([]);
  });

  it('is one mail when both moments passed while nobody was at work here, and not at night', () => {
    const night = NOW + 6 * DAY + 10 * HOUR;
    expect(passed(open(), night)).toMatchObject({ refusal: 'nothing-due' });
    const [next] = chasesOf(open(), night);
    expect(next?.at).toBe(Date.UTC(2026, 8, 8, 6)); // nine o'clock in Riga
    const once = passed(open(), Date.UTC(2026, 8, 8, 6));
    expect(told(once.effects)).toEqual(['anna: chase']);
    expect(chasesOf(once.meeting, Date.UTC(2026, 8, 8, 6))).toEqual([]);
  });

  it('is in each recipient’s own working hours', () => {
    const inTokyo: Attendee = { ...bert, zone: 'Asia/Tokyo' }; // 18:00 there
    expect(chasesOf(open([anna, inTokyo]))).toEqual([
      { kind: 'chase', at: WEDNESDAY_NOON, attendeeId: 'anna' },
      { kind: 'chase', at: Date.UTC(2026, 8, 3), attendeeId: 'bert' },
    ]);
  });

  it.each<[string, Meeting]>([
    ['who has answered anything', having(open(), says(anna, 'a', 'TENTATIVE')).meeting],
    ['whom mail does not reach', open([{ ...anna, undeliverable: '550' }])],
    ['no program', open([{ ...anna, email: 'no-reply@partner.example' }])],
    ['who need not come', open([bert, { ...anna, role: 'optional' }])],
    ['where the agency does not', ruled(open(), { chaseDays: [] })],
    ['when the proposal ends before', { ...open(), expiresAt: WEDNESDAY_NOON }],
    ['when it is agreed', confirmedMeeting()],
  ])('asks nobody %s', (_, meeting) => {
    expect(chasesOf(meeting).filter((step) => step.kind === 'chase' && step.attendeeId === 'anna')).toEqual(
      [],
    );
  });

  it('begins anew with further times', () => {
    const asked = passed(open(), FRIDAY_NOON).meeting;
    const start = NOW + 20 * DAY;
    const times = [{ optionId: 'n', uid: 'n@x', start, end: start + HOUR, exclusive: true }];
    const decision = decide(asked, { kind: 'offer', times }, FRIDAY_NOON + HOUR);
    if (!decision.ok) throw new Error(decision.refusal);
    expect(chasesOf(decision.meeting, FRIDAY_NOON + HOUR)).toMatchObject([
      { at: Date.UTC(2026, 8, 7, 10) }, // Monday
    ]);
  });
});

describe('the reminder', () => {
  const agreed = (start: number): Meeting => {
    const meeting = confirmedMeeting({ times: 1 });
    const options = meeting.options.map((one) => ({ ...one, start, end: start + HOUR }));
    return { ...meeting, options };
  };

  it('comes a day before, once, to whoever has not declined', () => {
    const start = NOW + 5 * DAY;
    const meeting = agreed(start);
    expect(nextStepAt(meeting, NOW)).toBe(start - DAY);
    const decision = passed(meeting, start - DAY);
    expect(told(decision.effects)).toEqual(['anna: reminder']);
    expect(decision.effects).toMatchObject([{ about: { start }, invitation: null }]);
    expect(nextStepAt(decision.meeting, start - DAY)).toBeNull();
    expect(
      nextStepAt(
        having(meeting, says(anna, 'a', 'DECLINED', { sequence: 1, dtstamp: NOW + HOUR })).meeting,
        NOW,
      ),
    ).toBeNull();
  });

  it('comes again when the meeting moved', () => {
    const reminded = passed(agreed(NOW + 2 * DAY), NOW + DAY).meeting;
    const to = { start: NOW + 9 * DAY, end: NOW + 9 * DAY + HOUR };
    expect(nextStepAt(having(reminded, { kind: 'reschedule', ...to }).meeting, NOW + DAY)).toBe(
      NOW + 8 * DAY,
    );
  });

  it('is not for whoever agreed a moment ago, nor for what has begun', () => {
    expect(nextStepAt(agreed(NOW + DAY + 2 * HOUR), NOW)).toBeNull();
    const late = passed(agreed(NOW + 3 * DAY), NOW + 3 * DAY);
    expect(late.effects).toEqual([]);
    expect(nextStepAt(late.meeting, NOW + 3 * DAY)).toBeNull();
  });

  it.each([
    ['at noon for noon', '2026-11-24T10:00Z', '2026-11-23T10:00Z'],
    ['for seven in the morning the evening before', '2026-11-24T05:00Z', '2026-11-22T16:00Z'],
    ['for nine in the evening at six', '2026-11-24T19:00Z', '2026-11-23T16:00Z'],
  ])('%s in Riga', (_, start, at) => {
    expect(new Date(reminderAt(Date.parse(start), 24 * 60, 'Europe/Riga')).toISOString()).toBe(
      at.replace('Z', ':00.000Z'),
    );
  });
});

describe('held times after days of silence', () => {
  const quiet = { chaseDays: [], holdDays: 5 };

  it('are asked about, and not again the next minute', () => {
    const meeting = ruled(open(), quiet);
    expect(nextStepAt(meeting, NOW)).toBe(NOW + 5 * DAY);
    const asked = passed(meeting, NOW + 5 * DAY).meeting;
    expect(asked.question).toBe('holds-aged');
    expect(commitmentsOf(asked)).toHaveLength(2);
    expect(nextStepAt(asked, NOW + 5 * DAY)).toBeNull();
    expect(nextStepAt(having(asked, { kind: 'settle' }).meeting, NOW + 5 * DAY)).toBe(NOW + 10 * DAY);
  });

  it('are given back without a mail where nobody wants to be asked, and can still be had', () => {
    const { meeting, effects } = passed(ruled(open(), { ...quiet, holdAsk: false }), NOW + 5 * DAY);
    expect(effects).toEqual([]);
    expect(commitmentsOf(meeting)).toEqual([]);
    expect(having(meeting, says(anna, 'a', 'ACCEPTED')).meeting.state).toBe('confirmed');
  });

  it('any word starts the count anew', () => {
    const heard = having(ruled(open(), quiet), says(anna, 'a', 'TENTATIVE', { dtstamp: NOW + DAY })).meeting;
    expect(nextStepAt(heard, NOW + DAY)).toBe(NOW + 6 * DAY);
  });

  it('are released and held again by hand, one or all, and the question goes with the last', () => {
    const asked = passed(ruled(open(), quiet), NOW + 5 * DAY).meeting;
    const one = having(asked, { kind: 'release', optionId: 'a' }).meeting;
    expect(one.question).toBe('holds-aged');
    expect(commitmentsOf(one)).toMatchObject([{ optionId: 'b' }]);
    const none = having(one, { kind: 'release', optionId: null }).meeting;
    expect(none.question).toBeNull();
    expect(decide(none, { kind: 'release', optionId: null }, NOW)).toMatchObject({ refusal: 'nothing-held' });
    const again = having(none, { kind: 'hold', optionId: 'b' }).meeting;
    expect(option(again, 'b').exclusive).toBe(true);
    expect(decide(again, { kind: 'hold', optionId: 'b' }, NOW)).toMatchObject({ refusal: 'already-held' });
  });
});
