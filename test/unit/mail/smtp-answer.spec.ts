import { readRecipient } from '../../../src/mail/recipient.js';
import { outcomeOf } from '../../../src/mail/smtp/send-outcome.js';
import { answerTo, forAll, LATER, NO_SUCH_ADDRESS, TOO_LARGE } from '../../../src/mail/smtp/smtp-answer.js';
import { formatToken } from '../../../src/secrets/token.js';

describe('the one answer for several recipients', () => {
  const kept = answerTo('stored');
  const later = answerTo('try-later');
  const unknown = answerTo('no-such-address');

  test.each([
    ['kept for all', [kept, kept], kept],
    ['not kept for one', [kept, later], LATER],
    ['one is gone: the others are not told that all is well', [kept, unknown], LATER],
    ['nobody is there', [unknown, unknown], NO_SUCH_ADDRESS],
    ['too large', [TOO_LARGE, TOO_LARGE], TOO_LARGE],
    ['nobody asked', [], LATER],
  ])('%s', (_name, answers, expected) => {
    expect(forAll(answers)).toBe(expected);
  });
});

describe('the outcome of a failed send', () => {
  test.each([
    ['a full mailbox', { code: 'EENVELOPE', responseCode: 452 }, false, 'later'],
    ['no such user', { code: 'EENVELOPE', responseCode: 550 }, false, 'refused'],
    ['refused after the data', { code: 'EMESSAGE', responseCode: 554 }, true, 'refused'],
    ['our password is wrong', { code: 'EAUTH', responseCode: 535 }, false, 'later'],
    ['we should have signed in', { code: 'EENVELOPE', responseCode: 530 }, false, 'later'],
    ['lost before the data', { code: 'ECONNECTION' }, false, 'later'],
    ['lost after the data began', { code: 'ECONNECTION' }, true, 'unknown'],
    ['silent after the data', { code: 'ETIMEDOUT' }, true, 'unknown'],
    ['shutting down after the data', { code: 'ECONNECTION', responseCode: 421 }, true, 'later'],
    [
      'an address that cannot be written',
      { code: 'EENVELOPE', message: 'Invalid recipient' },
      false,
      'refused',
    ],
    ['no service at all', { code: 'EPROTOCOL', responseCode: 554 }, false, 'later'],
  ])('%s', (_name, error, dataBegun, kind) => {
    expect(outcomeOf(error, dataBegun).kind).toBe(kind);
  });

  test('the answer is one line', () => {
    expect(
      outcomeOf({ responseCode: 550, code: 'EENVELOPE', response: '550-no\r\n550 user' }, false).answer,
    ).toBe('550-no 550 user');
  });
});

describe('a recipient address', () => {
  const agencyId = '01900000-0000-7000-8000-000000000001';
  const token = formatToken({ agencyId, secret: new Uint8Array(16).fill(7) });
  const read = (address: string) => readRecipient(address, 'meet.example');

  test.each([`m+${token}`, token, `M+${token.toUpperCase()}`])('%s names its agency', (local) => {
    expect(read(`${local}@Meet.Example`)?.token?.agencyId).toBe(agencyId);
  });

  test.each(['office', `x+${token}`, `m+${token}x`, `m+${token.slice(1)}`, 'm+', '"a@b"'])(
    '%s is ours, without a token',
    (local) => {
      expect(read(`${local}@meet.example`)).toEqual({ token: null });
    },
  );

  test.each([
    `m+${token}@elsewhere.example`,
    `m+${token}@sub.meet.example`,
    'meet.example',
    '@meet.example',
    '',
  ])('%s is not ours', (address) => {
    expect(read(address)).toBeNull();
  });
});
