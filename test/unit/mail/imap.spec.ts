import { recipientsOf, returnPathOf } from '../../../src/mail/imap/header-recipients.js';
import { nameOf, readImapUrl } from '../../../src/mail/imap/imap-address.js';
import { faultOf, retryAfter } from '../../../src/mail/imap/imap-fault.js';
import { formatToken } from '../../../src/secrets/token.js';

const token = (seed: number): string =>
  formatToken({ agencyId: '01900000-0000-7000-8000-000000000000', secret: new Uint8Array(16).fill(seed) });
const A = `m+${token(1)}@meet.example`;
const B = `m+${token(2)}@meet.example`;
const of = (head: string): string[] => recipientsOf(Buffer.from(head.replace(/\n/g, '\r\n')), 'meet.example');

describe('recipientsOf', () => {
  it.each([
    ['the address the server delivered to', `Delivered-To: ${A}\nTo: someone@else.example\n`, [A]],
    ['it before To, which the sender wrote', `To: ${B}\nX-Original-To: ${A}\n`, [A]],
    [
      'To and Cc where the server wrote nothing of ours',
      `Delivered-To: inbox@host.example\nTo: "X, Y" <${A}>,\n ${B}\nCc: ${A}\n`,
      [A, B],
    ],
    ['in any case of letters', `To: ${A.toUpperCase()}\n`, [A]],
    [
      'a token alone, as some servers leave it',
      `Delivered-To: ${token(1)}@meet.example\n`,
      [`${token(1)}@meet.example`],
    ],
    ['the bare mailbox', 'To: m@meet.example\n', ['m@meet.example']],
    ['nobody of ours: another name of our domain', 'To: boss@meet.example\n', []],
    ['nobody of ours: another domain', `To: ${A.replace('meet.example', 'meet.example.org')}\n`, []],
    ['nothing from the body', `Subject: x\n\nTo: ${A}\n`, []],
    ['nothing at all', '', []],
  ])('%s', (_, head, expected) => {
    expect(of(head)).toEqual(expected);
  });

  it('at most twenty', () => {
    const many = Array.from({ length: 40 }, (_, i) => `m+${token(i)}@meet.example`);
    expect(of(`To: ${many.join(',\n ')}\n`)).toHaveLength(20);
  });
});

it('reads Return-Path', () => {
  expect(returnPathOf(Buffer.from('Return-Path: <a@b.example>\r\n'))).toBe('a@b.example');
  expect(returnPathOf(Buffer.from('Return-Path: <>\r\n'))).toBe('');
  expect(returnPathOf(Buffer.from('To: x@y.example\r\n'))).toBe('');
});

describe('IMAP_URL', () => {
  it.each([
    [
      'imaps://u%40b.example:p%3A%2F@mx.example',
      { port: 993, user: 'u@b.example', password: 'p:/', folder: 'INBOX', security: 'from-the-start' },
    ],
    ['imap://u:p@mx.example:1143/Work/In%20box', { port: 1143, folder: 'Work/In box', security: 'upgrade' }],
    ['imap://u:p@127.0.0.1', { port: 143, security: 'none' }],
    ['imap://u:p@[::1]:2143', { host: '::1', port: 2143, security: 'none' }],
  ])('%s', (url, expected) => {
    expect(readImapUrl(url)).toMatchObject(expected);
  });

  it('is shown without its password', () => {
    expect(nameOf(readImapUrl('imaps://u:hidden@mx.example/X'))).toBe('u at mx.example, X');
  });
});

it.each([
  [{ authenticationFailed: true, code: 'x' }, 'sign-in-refused'],
  [{ mailboxMissing: true }, 'no-such-folder'],
  [{ code: 'ECONNREFUSED' }, 'unreachable'],
  [{ code: 'CERT_HAS_EXPIRED' }, 'not-encrypted'],
  [{ message: 'Server does not support STARTTLS' }, 'not-encrypted'],
  [{ code: 'NoConnection' }, 'lost'],
  [new Error('the server closed the connection'), 'lost'],
  ['what?', 'lost'],
])('%j is %s', (error, fault) => {
  expect(faultOf(error)).toBe(fault);
});

it('waits longer with each failure, and longest after a refused sign-in', () => {
  const waits = [1, 2, 3, 50].map((failures) => retryAfter('lost', failures, 1_000, 0.5));
  expect(waits).toEqual([1_000, 2_000, 4_000, 64_000]);
  expect(retryAfter('sign-in-refused', 1, 1_000, 0.5)).toBe(30_000);
});
