import { matchReply } from '../../../src/itip/match.js';
import type { ItipAttendee, ItipMessage, ItipRead } from '../../../src/itip/message.js';
import type {
  KnownInvitation,
  MailFacts,
  MatchInput,
  ReplyOutcome,
} from '../../../src/itip/reply-outcome.js';
import { readMailAndCalendars } from '../../../src/mail/mime/read-mail.js';
import * as raw from '../mail/raw-mails.js';

const SENT = Date.UTC(2026, 7, 20, 12, 0, 0);
const ARRIVED = SENT + 60_000;
const NINE = Date.UTC(2026, 8, 1, 9);
const TEN = NINE + 3_600_000;
const ANNA = 'anna@partner.example';
const TOKEN_ADDRESS = 'm+t1@meet.example';

const attendee = (change: Partial<ItipAttendee> = {}): ItipAttendee => ({
  address: ANNA,
  cn: null,
  partstat: 'ACCEPTED',
  partstatGiven: 'ACCEPTED',
  role: null,
  sentBy: null,
  delegatedTo: [],
  delegatedFrom: [],
  ...change,
});

const reply = (change: Partial<ItipMessage> = {}): ItipMessage => ({
  method: 'REPLY',
  uid: 'u1',
  sequence: 2,
  sequenceGiven: true,
  dtstamp: SENT,
  organizer: { address: TOKEN_ADDRESS, cn: null, sentBy: null },
  attendees: [attendee()],
  recurrenceId: null,
  recurs: false,
  start: { kind: 'instant', at: NINE, zone: 'UTC' },
  end: { kind: 'instant', at: TEN, zone: 'UTC' },
  comment: null,
  summary: null,
  location: null,
  status: null,
  ...change,
});

const read = (...messages: ItipMessage[]): ItipRead => ({ ok: true, messages, notes: [] });

const mail = (change: Partial<MailFacts> = {}): MailFacts => ({
  messageId: 'r1@partner.example',
  from: [{ address: ANNA }],
  automatic: false,
  outOfOffice: false,
  readReceipt: false,
  tnef: false,
  calendars: [{ where: 'body' }],
  dsn: null,
  ...change,
});

const known: KnownInvitation = {
  sequence: 2,
  state: 'offered',
  lastReplySequence: null,
  lastReplyDtstamp: null,
};

function input(change: Partial<MatchInput> & { invitation?: Partial<KnownInvitation> } = {}): MatchInput {
  const { invitation, ...rest } = change;
  return {
    mail: mail(),
    calendars: [read(reply())],
    returned: [],
    recipient: {
      attendee: { address: ANNA, aliases: ['a.berzina@partner.example'] },
      organizerAddress: TOKEN_ADDRESS,
      invitations: new Map([
        ['u1', { ...known, ...invitation }],
        ['u2', known],
      ]),
    },
    aligned: 'pass',
    seenBefore: false,
    quiet: false,
    receivedAt: ARRIVED,
    ...rest,
  };
}

function only(change: Parameters<typeof input>[0]): ReplyOutcome {
  const outcomes = matchReply(input(change));
  const [outcome] = outcomes;
  if (outcome === undefined || outcomes.length !== 1) throw new Error(`${outcomes.length} outcomes`);
  return outcome;
}

const replying = (change: Partial<ItipMessage>) => ({ calendars: [read(reply(change))] });

describe('matchReply, row by row', () => {
  it('a valid REPLY of the current SEQUENCE is applied', () => {
    expect(only({})).toEqual({
      kind: 'apply',
      uid: 'u1',
      partstat: 'ACCEPTED',
      sequence: 2,
      dtstamp: SENT,
      comment: null,
      delegatedTo: [],
      afterConfirmation: false,
    });
  });

  it.each(['ACCEPTED', 'DECLINED', 'TENTATIVE'] as const)(
    '%s with a comment is applied with it',
    (partstat) => {
      expect(only(replying({ attendees: [attendee({ partstat })], comment: 'ok' }))).toMatchObject({
        kind: 'apply',
        partstat,
        comment: 'ok',
      });
    },
  );

  it.each([
    ['an older DTSTAMP', SENT + 1_000],
    ['an equal DTSTAMP', SENT],
  ])('%s at the same SEQUENCE changes nothing', (_what, lastReplyDtstamp) => {
    expect(only({ invitation: { lastReplySequence: 2, lastReplyDtstamp } })).toMatchObject({
      kind: 'no-change',
      reason: 'not-newer',
    });
  });

  it('a change of mind: the latest DTSTAMP wins', () => {
    const before = { lastReplySequence: 2, lastReplyDtstamp: SENT - 1_000 };
    expect(only({ invitation: before })).toMatchObject({ kind: 'apply', afterConfirmation: false });
    expect(only({ invitation: { ...before, state: 'confirmed' } })).toMatchObject({
      kind: 'apply',
      afterConfirmation: true,
    });
  });

  it('an answer to the update counts although an answer to the version before has a later DTSTAMP', () => {
    expect(only({ invitation: { lastReplySequence: 1, lastReplyDtstamp: SENT + 5_000 } })).toMatchObject({
      kind: 'apply',
    });
  });

  it('the same Message-ID changes nothing', () => {
    expect(only({ seenBefore: true })).toMatchObject({ kind: 'no-change', reason: 'same-message' });
  });

  it('the same REPLY twice in a mail counts once', () => {
    const outcomes = matchReply(input({ calendars: [read(reply()), read(reply({ summary: 'Accepted' }))] }));
    expect(outcomes).toMatchObject([{ kind: 'apply' }, { kind: 'no-change', reason: 'twice-in-mail' }]);
  });

  it('two different answers of one instant in a mail: the first counts', () => {
    const declined = reply({ attendees: [attendee({ partstat: 'DECLINED' })] });
    expect(matchReply(input({ calendars: [read(reply(), declined)] }))).toMatchObject([
      { kind: 'apply', partstat: 'ACCEPTED' },
      { kind: 'no-change', reason: 'not-newer' },
    ]);
  });

  it('answers to two options in one mail are both applied', () => {
    expect(matchReply(input({ calendars: [read(reply(), reply({ uid: 'u2' }))] }))).toMatchObject([
      { kind: 'apply', uid: 'u1' },
      { kind: 'apply', uid: 'u2' },
    ]);
  });

  it('a SEQUENCE below the current never confirms; a person sees it', () => {
    expect(only(replying({ sequence: 1 }))).toMatchObject({
      kind: 'review',
      reason: 'older-version',
      answer: { partstat: 'ACCEPTED', sequence: 1 },
    });
  });

  it('of a disproved sender it is no reason to send anything', () => {
    expect(only({ ...replying({ sequence: 1 }), aligned: 'fail' })).toMatchObject({
      kind: 'review',
      reason: 'sender-not-aligned',
    });
    expect(only({ ...replying({ sequence: 1 }), aligned: 'unknown' })).toMatchObject({
      kind: 'review',
      reason: 'older-version',
    });
  });

  it('an old mail that arrives late, after the answer to the current version, changes nothing', () => {
    const invitation = { lastReplySequence: 2, lastReplyDtstamp: SENT };
    expect(only({ ...replying({ sequence: 1 }), invitation })).toMatchObject({
      kind: 'no-change',
      reason: 'not-newer',
    });
  });

  it('a SEQUENCE above the current goes to a person', () => {
    expect(only(replying({ sequence: 3 }))).toMatchObject({ kind: 'review', reason: 'newer-version' });
  });

  it('a missing SEQUENCE is 0', () => {
    const missing = replying({ sequence: 0, sequenceGiven: false });
    expect(only({ ...missing, invitation: { sequence: 0 } })).toMatchObject({ kind: 'apply', sequence: 0 });
    expect(only(missing)).toMatchObject({ kind: 'review', reason: 'older-version' });
  });

  it('a missing DTSTAMP: the time of arrival, and a person', () => {
    expect(only(replying({ dtstamp: null }))).toMatchObject({
      kind: 'review',
      reason: 'no-dtstamp',
      answer: { dtstamp: ARRIVED },
    });
  });

  it('a DTSTAMP of tomorrow and later goes to a person, so that it cannot outrank every later answer', () => {
    expect(only(replying({ dtstamp: ARRIVED + 90_000_000 }))).toMatchObject({
      kind: 'review',
      reason: 'dtstamp-in-future',
    });
    expect(only(replying({ dtstamp: ARRIVED + 3_600_000 }))).toMatchObject({ kind: 'apply' });
  });

  it('a missing ORGANIZER is taken from the token', () => {
    expect(only(replying({ organizer: null }))).toMatchObject({ kind: 'apply' });
  });

  it('an ORGANIZER that is not ours is refused', () => {
    const organizer = { address: 'boss@evil.example', cn: null, sentBy: null };
    expect(only(replying({ organizer }))).toEqual({
      kind: 'refused',
      reason: 'organizer-not-ours',
      uid: 'u1',
    });
  });

  it('an ORGANIZER of another invitation of ours goes to a person', () => {
    const organizer = { address: 'm+t2@meet.example', cn: null, sentBy: null };
    expect(only(replying({ organizer }))).toMatchObject({
      kind: 'review',
      reason: 'organizer-of-another-invitation',
    });
  });

  it.each(['REQUEST', 'CANCEL', 'ADD', 'PUBLISH', 'DECLINECOUNTER'] as const)(
    '%s for our UID is refused: only the organizer says that',
    (method) => {
      expect(only(replying({ method }))).toEqual({ kind: 'refused', reason: 'organizer-method', uid: 'u1' });
    },
  );

  it('an unknown token or UID is kept for a person', () => {
    expect(only({ recipient: null })).toEqual({ kind: 'unmatched', reason: 'unknown-token', detail: null });
    expect(only(replying({ uid: 'x' }))).toEqual({ kind: 'unmatched', reason: 'unknown-uid', detail: 'x' });
  });

  it('an ATTENDEE whom nobody invited is pending, never added', () => {
    const eve = attendee({ address: 'eve@other.example' });
    const from = [{ address: 'eve@other.example' }];
    expect(only({ ...replying({ attendees: [eve] }), mail: mail({ from }) })).toMatchObject({
      kind: 'review',
      reason: 'attendee-not-invited',
      address: 'eve@other.example',
      answer: { partstat: 'ACCEPTED' },
    });
  });

  it('a REPLY without ATTENDEE goes to a person', () => {
    expect(only(replying({ attendees: [] }))).toMatchObject({
      kind: 'review',
      reason: 'attendee-missing',
      answer: null,
    });
  });

  it('an ATTENDEE who is not From: SENT-BY or a known alias goes to a person, anybody else is refused', () => {
    const secretary = [{ address: 'secretary@partner.example' }];
    const sentBy = replying({ attendees: [attendee({ sentBy: 'secretary@partner.example' })] });
    expect(only({ ...sentBy, mail: mail({ from: secretary }) })).toMatchObject({
      kind: 'review',
      reason: 'sent-by',
    });
    const alias = [{ address: 'A.Berzina@partner.example' }];
    expect(only({ mail: mail({ from: alias }) })).toMatchObject({
      kind: 'review',
      reason: 'sender-is-alias',
    });
    expect(only({ mail: mail({ from: [{ address: 'eve@other.example' }] }) })).toEqual({
      kind: 'refused',
      reason: 'sender-is-not-attendee',
      uid: 'u1',
    });
  });

  it('an alias that a person confirmed answers for itself', () => {
    const alias = 'a.berzina@partner.example';
    const change = {
      ...replying({ attendees: [attendee({ address: alias })] }),
      mail: mail({ from: [{ address: alias }] }),
    };
    expect(only(change)).toMatchObject({ kind: 'apply' });
  });

  it.each([[[]], [[{ address: ANNA }, { address: 'eve@other.example' }]]])(
    'From %j does not say who it is',
    (from) => {
      expect(only({ mail: mail({ from }) })).toMatchObject({ kind: 'review', reason: 'sender-unclear' });
    },
  );

  it('of several ATTENDEEs only the token’s counts', () => {
    const others = [attendee({ address: 'eve@other.example' }), attendee({ partstat: 'DECLINED' })];
    expect(only(replying({ attendees: others }))).toMatchObject({ kind: 'apply', partstat: 'DECLINED' });
  });

  it('DELEGATED keeps whom to', () => {
    const delegated = attendee({ partstat: 'DELEGATED', delegatedTo: ['bob@partner.example'] });
    expect(
      only(replying({ attendees: [delegated, attendee({ address: 'bob@partner.example' })] })),
    ).toMatchObject({
      kind: 'apply',
      partstat: 'DELEGATED',
      delegatedTo: ['bob@partner.example'],
    });
  });

  it('the delegate’s own REPLY goes to a person', () => {
    const attendees = [
      attendee({ partstat: 'DELEGATED', delegatedTo: ['bob@partner.example'] }),
      attendee({ address: 'bob@partner.example', delegatedFrom: [ANNA] }),
    ];
    expect(
      only({ ...replying({ attendees }), mail: mail({ from: [{ address: 'bob@partner.example' }] }) }),
    ).toMatchObject({
      kind: 'review',
      reason: 'delegate-reply',
      address: 'bob@partner.example',
      answer: { partstat: 'ACCEPTED' },
    });
  });

  it('NEEDS-ACTION and X- values change nothing', () => {
    const open = attendee({ partstat: 'NEEDS-ACTION', partstatGiven: 'X-LATER' });
    expect(only(replying({ attendees: [open] }))).toMatchObject({
      kind: 'no-change',
      reason: 'needs-action',
    });
  });

  it('a REPLY after CANCEL changes nothing, and says what was answered', () => {
    expect(only({ invitation: { state: 'withdrawn' } })).toMatchObject({
      kind: 'no-change',
      reason: 'withdrawn',
      answer: { partstat: 'ACCEPTED' },
    });
  });

  describe('COUNTER', () => {
    const start = { kind: 'instant', at: NINE + 86_400_000, zone: 'Europe/Riga' } as const;
    const end = { kind: 'instant', at: TEN + 86_400_000, zone: 'Europe/Riga' } as const;
    const counter = (change: Partial<ItipMessage> = {}) =>
      replying({ method: 'COUNTER', start, end, comment: 'rather on Wednesday', ...change });

    it('of the current SEQUENCE is recorded as a proposal', () => {
      expect(only(counter())).toEqual({
        kind: 'counter',
        uid: 'u1',
        sequence: 2,
        dtstamp: SENT,
        start: start.at,
        end: end.at,
        comment: 'rather on Wednesday',
        trusted: true,
      });
    });

    it('of an unproven sender is recorded as such', () => {
      expect(only({ ...counter(), aligned: 'unknown' })).toMatchObject({ kind: 'counter', trusted: false });
    });

    it('that is stale gets the current REQUEST again, unless a machine sent it', () => {
      expect(only(counter({ sequence: 1 }))).toEqual({ kind: 'refresh', reason: 'stale-counter', uid: 'u1' });
      expect(only({ ...counter({ sequence: 1 }), mail: mail({ automatic: true }) })).toMatchObject({
        kind: 'review',
        reason: 'older-version',
      });
    });

    it('of a newer SEQUENCE, or without a usable time, goes to a person', () => {
      expect(only(counter({ sequence: 3 }))).toMatchObject({ kind: 'review', reason: 'newer-version' });
      const floating = { kind: 'floating', local: '2026-09-02T12:00:00', tzid: 'Moon' } as const;
      expect(only(counter({ start: floating }))).toMatchObject({
        kind: 'review',
        reason: 'counter-without-time',
      });
    });

    it('in the name of somebody else is refused', () => {
      expect(only({ ...counter(), mail: mail({ from: [{ address: 'eve@other.example' }] }) })).toMatchObject({
        kind: 'refused',
        reason: 'sender-is-not-attendee',
      });
    });
  });

  describe('REFRESH', () => {
    const asking = replying({ method: 'REFRESH', dtstamp: SENT });

    it('gets the latest REQUEST again', () => {
      expect(only(asking)).toEqual({ kind: 'refresh', reason: 'asked', uid: 'u1' });
      expect(only({ ...asking, aligned: 'unknown' })).toMatchObject({ kind: 'refresh' });
    });

    it('by a machine, by a disproved sender, or of a withdrawn option gets nothing', () => {
      expect(only({ ...asking, mail: mail({ automatic: true }) })).toMatchObject({
        reason: 'automatic-refresh',
      });
      expect(only({ ...asking, aligned: 'fail' })).toMatchObject({
        kind: 'review',
        reason: 'sender-not-aligned',
      });
      expect(only({ ...asking, invitation: { state: 'withdrawn' } })).toMatchObject({ reason: 'withdrawn' });
    });
  });

  it('a RECURRENCE-ID on a single event is refused', () => {
    const recurrenceId = { kind: 'instant', at: NINE, zone: 'UTC' } as const;
    expect(only(replying({ recurrenceId }))).toEqual({ kind: 'refused', reason: 'recurrence-id', uid: 'u1' });
  });

  describe('a report of delivery', () => {
    const recipient = (action: string) => ({ address: ANNA, action, status: '5.1.1', diagnostic: null });
    const report = (...actions: string[]): Partial<MatchInput> => ({
      mail: mail({
        automatic: true,
        calendars: [],
        dsn: { recipients: actions.map(recipient), returned: { messageId: 'i1', from: [TOKEN_ADDRESS] } },
      }),
      calendars: [],
      returned: [read(reply({ method: 'REQUEST' }))],
      recipient: null,
    });

    it('that failed marks the attendee, found by the returned invitation alone', () => {
      expect(only(report('failed'))).toEqual({
        kind: 'bounce',
        recipients: [{ address: ANNA, status: '5.1.1', diagnostic: null }],
        messageId: 'i1',
        organizerAddresses: [TOKEN_ADDRESS],
        uids: ['u1'],
      });
    });

    it('that is late, or good, changes nothing', () => {
      expect(only(report('delayed'))).toMatchObject({
        kind: 'no-change',
        reason: 'delivery-delayed',
        uid: 'u1',
      });
      expect(only(report('delivered', 'relayed'))).toMatchObject({ kind: 'no-change', reason: 'delivered' });
    });

    it('that says nothing goes to a person', () => {
      expect(only(report('unknown'))).toMatchObject({ kind: 'review', reason: 'report-unclear' });
      expect(only(report())).toMatchObject({ kind: 'review', reason: 'report-unclear' });
    });
  });

  it('out of office is a note, never a PARTSTAT', () => {
    const away = mail({ automatic: true, outOfOffice: true, calendars: [] });
    expect(only({ mail: away, calendars: [] })).toEqual({ kind: 'note', reason: 'out-of-office' });
  });

  it('other automatic mail is a note, a read receipt nothing', () => {
    expect(only({ mail: mail({ automatic: true, calendars: [] }), calendars: [] })).toMatchObject({
      kind: 'note',
    });
    expect(only({ mail: mail({ readReceipt: true }), calendars: [] })).toMatchObject({
      reason: 'read-receipt',
    });
  });

  it('a valid REPLY in automatic mail counts', () => {
    expect(only({ mail: mail({ automatic: true, outOfOffice: true }) })).toMatchObject({ kind: 'apply' });
  });

  it('words, winmail.dat and calendars that cannot be read go to a person', () => {
    expect(only({ calendars: [] })).toMatchObject({ kind: 'review', reason: 'plain-answer' });
    expect(only({ mail: mail({ tnef: true }), calendars: [] })).toMatchObject({
      kind: 'review',
      reason: 'tnef',
    });
    const broken: ItipRead = { ok: false, reason: 'truncated', detail: 'END:VEVENT is missing' };
    expect(only({ calendars: [broken] })).toMatchObject({
      kind: 'review',
      reason: 'calendar-unreadable',
      detail: 'truncated: END:VEVENT is missing',
    });
  });

  it('a REPLY inside a forwarded mail goes to a person', () => {
    expect(only({ mail: mail({ calendars: [{ where: 'forwarded' }] }) })).toMatchObject({
      kind: 'review',
      reason: 'forwarded',
      uid: 'u1',
    });
  });

  it.each([
    ['fail', 'sender-not-aligned'],
    ['unknown', 'sender-unproven'],
  ] as const)('alignment %s: a person decides, with the answer at hand', (aligned, reason) => {
    expect(only({ aligned })).toMatchObject({
      kind: 'review',
      reason,
      answer: { partstat: 'ACCEPTED', uid: 'u1' },
    });
  });
});

describe('from raw mail to outcome', () => {
  const recipient = {
    attendee: { address: 'Janis@partner.example', aliases: [] },
    organizerAddress: TOKEN_ADDRESS,
    invitations: new Map([['u1@meet.example', { ...known, sequence: 0 }]]),
  };

  async function outcomes(text: string): Promise<ReplyOutcome[]> {
    const both = await readMailAndCalendars(raw.onTheWire(text));
    if (!both.ok) throw new Error(both.detail);
    return matchReply({
      ...both,
      recipient,
      aligned: 'pass',
      seenBefore: false,
      quiet: false,
      receivedAt: ARRIVED,
    });
  }

  it.each([
    ['Google', raw.GOOGLE, 'ACCEPTED'],
    ['Outlook', raw.OUTLOOK, 'TENTATIVE'],
    ['Apple', raw.APPLE, 'ACCEPTED'],
    ['Thunderbird', raw.THUNDERBIRD, 'ACCEPTED'],
    ['Gnus', raw.GNUS, 'ACCEPTED'],
    ['Horde', raw.HORDE, 'ACCEPTED'],
    ['a gateway', raw.OCTET_STREAM, 'ACCEPTED'],
  ])('the reply of %s is applied once', async (_program, text, partstat) => {
    expect(await outcomes(text)).toEqual([
      expect.objectContaining({ kind: 'apply', uid: 'u1@meet.example', partstat, sequence: 0 }),
    ]);
  });

  it.each([
    [
      'a bounce',
      raw.BOUNCE,
      { kind: 'bounce', organizerAddresses: [TOKEN_ADDRESS], uids: ['u1@meet.example'] },
    ],
    ['an absence note', raw.OUT_OF_OFFICE, { kind: 'note', reason: 'out-of-office' }],
    ['winmail.dat', raw.TNEF, { kind: 'review', reason: 'tnef' }],
    ['a forwarded reply', raw.FORWARDED, { kind: 'review', reason: 'forwarded' }],
  ])('%s', async (_what, text, expected) => {
    expect(await outcomes(text)).toEqual([expect.objectContaining(expected)]);
  });
});
