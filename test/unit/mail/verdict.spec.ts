import { signaturesOf } from '../../../src/mail/mime/dkim-signatures.js';
import type { DkimFinding } from '../../../src/mail/mime/mail.js';
import { isTemporary, type SenderFindings, verdictOf } from '../../../src/mail/trust/verdict.js';

const signed = (change: Partial<DkimFinding> = {}): DkimFinding => ({
  domain: 'partner.example',
  result: 'pass',
  aligned: true,
  whole: true,
  ...change,
});

const verdict = (change: Partial<SenderFindings>) =>
  verdictOf({ server: 'unknown', spf: null, dkim: [], dmarc: null, ...change });

describe('verdictOf', () => {
  const cases: [string, Partial<SenderFindings>, string, string][] = [
    ['our server says pass', { server: 'pass', dmarc: 'fail', spf: 'fail' }, 'pass', 'server'],
    ['our server says fail', { server: 'fail', dmarc: 'pass' }, 'fail', 'server'],
    ['the domain’s policy passes', { dmarc: 'pass', spf: 'fail' }, 'pass', 'dmarc'],
    ['the policy fails, and the host is known', { dmarc: 'fail', spf: 'softfail' }, 'fail', 'dmarc'],
    ['the policy fails, but the host is not known', { dmarc: 'fail', spf: null }, 'unknown', 'none'],
    ['no policy, a signature of its own', { dmarc: 'none', dkim: [signed()] }, 'pass', 'dkim'],
    ['no policy, SPF alone', { dmarc: 'none', spf: 'pass' }, 'unknown', 'none'],
    [
      'no policy, another domain’s signature',
      { dmarc: 'none', dkim: [signed({ aligned: false })] },
      'unknown',
      'none',
    ],
    [
      'no policy, a signature over a part',
      { dmarc: 'none', dkim: [signed({ whole: false })] },
      'unknown',
      'none',
    ],
    [
      'no policy, a broken signature',
      { dmarc: 'none', dkim: [signed({ result: 'fail' })] },
      'unknown',
      'none',
    ],
    [
      'a signature, but the policy could not be asked for',
      { dmarc: 'temperror', dkim: [signed()] },
      'unknown',
      'none',
    ],
    ['nothing at all', {}, 'unknown', 'none'],
  ];
  it.each(cases)('%s', (_, findings, aligned, by) => {
    expect(verdict(findings)).toMatchObject({ aligned, by });
  });

  it('is worth asking again when a name server did not answer, and only then', () => {
    expect(isTemporary(verdict({ dmarc: 'temperror' }))).toBe(true);
    expect(isTemporary(verdict({ dmarc: 'none', spf: 'temperror' }))).toBe(true);
    expect(isTemporary(verdict({ dmarc: 'none', dkim: [signed({ result: 'temporary' })] }))).toBe(true);
    expect(isTemporary(verdict({ dmarc: 'none' }))).toBe(false);
    expect(isTemporary(verdict({ dmarc: 'pass', spf: 'temperror' }))).toBe(false);
  });
});

describe('signaturesOf', () => {
  it('names each key once, folded or not', () => {
    expect(
      signaturesOf([
        'v=1; a=rsa-sha256; d=Partner.Example; s=K1; h=from:to; bh=x; b=y',
        'v=1;d=partner.example;\r\n s=k1;b=z',
        'v=1; d=lvā.example; s=2026.main; b=z',
      ]),
    ).toEqual([
      { domain: 'partner.example', selector: 'k1' },
      { domain: 'xn--lv-ela.example', selector: '2026.main' },
    ]);
  });

  it.each([
    '',
    'd=partner.example',
    's=k1',
    'd=no dots; s=k',
    'd=a.example; s=../x',
    'd=127.0.0.1; s=k',
    `d=a.example; s=${'k'.repeat(300)}`,
  ])('leaves out %j', (value) => {
    expect(signaturesOf([value])).toEqual([]);
  });

  it('looks at five: each costs a question to a name server of the sender’s choice', () => {
    expect(signaturesOf(Array.from({ length: 9 }, (_, i) => `d=a.example; s=k${i}`))).toHaveLength(5);
  });
});
