import { decide } from '../../../src/meetings/decide.js';
import {
  MEETING_EVENTS,
  MEETING_STATES,
  type MeetingEvent,
  type MeetingState,
} from '../../../src/meetings/meeting.js';
import { OVER_STATES, TRANSITIONS, tableFaults } from '../../../src/meetings/transitions.js';
import { anna, HOUR, NOW, proposal, says } from './a-meeting.js';

describe('the table of transitions', () => {
  it.each(MEETING_STATES.flatMap((state) => MEETING_EVENTS.map((event) => [state, event] as const)))(
    'answers in state %s the event %s with one verb or one refusal',
    (state, event) => {
      const rule = TRANSITIONS[state][event];
      if ('refusal' in rule) expect(rule.refusal).not.toBe('');
      else expect(rule.leadsTo.length).toBeGreaterThan(0);
    },
  );

  it('reaches every state and leaves none that is over', () => {
    expect(tableFaults(TRANSITIONS)).toEqual([]);
  });

  it('says so when a state cannot be reached', () => {
    const { expire: _, ...rest } = TRANSITIONS.proposed;
    const broken = { ...TRANSITIONS, proposed: { ...rest, expire: { refusal: 'not-yet-expired' } as const } };
    expect(tableFaults(broken)).toEqual(['nothing leads to expired']);
  });

  it('says so when something leads out of a state that is over', () => {
    const settle = { ...TRANSITIONS.proposed.settle, leadsTo: ['proposed'] as const };
    const broken = { ...TRANSITIONS, declined: { ...TRANSITIONS.declined, settle } };
    expect(tableFaults(broken)).toEqual(['something leads out of declined']);
  });

  it.each(OVER_STATES)(
    'grants in state %s nothing but settling, and a late yes to what found no time',
    (state) => {
      const granted = MEETING_EVENTS.filter((event) => 'verb' in TRANSITIONS[state][event]);
      expect(granted).toEqual(state === 'cancelled' ? ['settle'] : ['late-answer', 'settle']);
    },
  );
});

describe('real events', () => {
  const yes = says(anna, 'a', 'ACCEPTED');
  const ways: Readonly<Record<MeetingState, readonly MeetingEvent[]>> = {
    proposed: [],
    confirmed: [yes],
    questioned: [yes, { kind: 'client-deleted', optionId: 'a' }],
    declined: [says(anna, 'a', 'DECLINED')],
    expired: [{ kind: 'expire' }],
    cancelled: [{ kind: 'cancel', reason: null }],
  };

  it.each(MEETING_STATES)('lead to %s', (state) => {
    let meeting = proposal({ times: 1, expiresAt: NOW + HOUR });
    for (const event of ways[state]) {
      const decision = decide(meeting, event, event.kind === 'expire' ? NOW + HOUR : NOW + 60_000);
      if (!decision.ok) throw new Error(decision.refusal);
      meeting = decision.meeting;
    }
    expect(meeting.state).toBe(state);
  });
});
