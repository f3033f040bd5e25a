import { MAIL_GIVES_UP_AFTER, retryAfter } from '../../../src/meetings/backoff.js';
import { finishOfMail, finishOfWrite } from '../../../src/meetings/performed.js';
import { HOUR, NOW } from './a-meeting.js';

const first = { attempts: 1, createdAt: NOW, wasUnknown: false, sentAt: null };
const answer = 'as the server said';

describe('the end of a try', () => {
  it.each([
    ['sent', 'done'],
    ['refused', 'failed'],
    ['later', 'pending'],
    ['unknown', 'unknown'],
  ] as const)('at a mail: %s leaves the effect %s', (kind, state) => {
    const outcome = kind === 'sent' ? { kind, answer, raw: Buffer.alloc(0) } : { kind, answer };
    expect(finishOfMail(outcome, first, NOW, 0.5).state).toBe(state);
  });

  it('gives a mail up after five days, not before', () => {
    const late = (at: number) => finishOfMail({ kind: 'later', answer }, first, at, 0.5).state;
    expect(late(NOW + MAIL_GIVES_UP_AFTER - 1)).toBe('pending');
    expect(late(NOW + MAIL_GIVES_UP_AFTER)).toBe('failed');
  });

  it('at a calendar: what may have happened is unknown, and nothing but a plain no is failed', () => {
    const state = (outcome: Parameters<typeof finishOfWrite>[0]) =>
      finishOfWrite(outcome, first, NOW, 0.5).state;
    expect(state({ kind: 'done', calendarId: 'c', eventId: 'e', etag: null, moved: null })).toBe('done');
    expect(state({ kind: 'unknown', detail: 'timeout' })).toBe('unknown');
    expect(state({ kind: 'retry', afterMs: 1, detail: '429' })).toBe('pending');
    expect(state({ kind: 'parked', reason: 'reconnect', detail: 'grant gone' })).toBe('parked');
    expect(state({ kind: 'gone', reason: 'deleted-by-client' })).toBe('done');
    expect(state({ kind: 'failed', reason: '400' })).toBe('failed');
    expect(state({ kind: 'conflict', detail: 'another event' })).toBe('failed');
  });

  it('at a calendar: a try that came to nothing settles nothing about the one before', () => {
    const sentAt = NOW - HOUR;
    const again = { ...first, wasUnknown: true, sentAt };
    const finish = (
      outcome: Parameters<typeof finishOfWrite>[0],
      claimed: Parameters<typeof finishOfWrite>[1] = again,
    ) => finishOfWrite(outcome, claimed, NOW, 0.5);
    const retry = { kind: 'retry', afterMs: 1, detail: '429' } as const;
    const parked = { kind: 'parked', reason: 'reconnect', detail: 'grant gone' } as const;
    expect(finish(retry)).toMatchObject({ state: 'pending', unsettled: true, sentAt });
    expect(finish(parked)).toMatchObject({ state: 'parked', unsettled: true, sentAt });
    expect(finish(retry, first)).toMatchObject({ unsettled: false });
    expect(finish({ ...parked, unsettled: true }, first)).toMatchObject({ unsettled: true });
    expect(finish({ kind: 'unknown', detail: 'on its way', sent: false })).toMatchObject({ sentAt });
    expect(finish({ kind: 'unknown', detail: 'timeout' })).not.toHaveProperty('sentAt');
  });

  it('waits at least as long as the provider asks', () => {
    const finish = finishOfWrite({ kind: 'retry', afterMs: HOUR, detail: 'quota' }, first, NOW, 0);
    expect(finish).toMatchObject({ nextTryAt: NOW + HOUR });
  });
});

describe('the wait between two tries', () => {
  it('grows, from minutes to hours for mail, from seconds to minutes for calendars', () => {
    const waits = (what: 'mail' | 'calendar') =>
      [1, 2, 3, 10, 50].map((attempts) => Math.round(retryAfter(what, attempts, 0.5) / 1_000));
    expect(waits('mail')).toEqual([120, 300, 750, 14_400, 14_400]);
    expect(waits('calendar')).toEqual([5, 10, 20, 900, 900]);
  });

  it('is spread over a fifth', () => {
    expect(retryAfter('mail', 1, 0)).toBe(108_000);
    expect(retryAfter('mail', 1, 0.999_999)).toBe(132_000);
  });
});
