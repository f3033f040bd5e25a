import { alignmentOf } from '../../../src/itip/alignment.js';

const FROM = 'anna@partner.lv';
const of = (...results: string[]) => alignmentOf(results, 'mx.meet.lv', FROM);

describe('alignment', () => {
  it('passes when our server found DMARC to pass for the domain in From', () => {
    expect(
      of('mx.meet.lv; spf=pass smtp.mailfrom=partner.lv; dmarc=pass (p=none) header.from=partner.lv'),
    ).toBe('pass');
    expect(of('MX.meet.lv 1; dmarc=pass header.from=anna@PARTNER.lv')).toBe('pass');
  });

  it('passes for mail that was submitted to our server with a password', () => {
    expect(of('mx.meet.lv; auth=pass smtp.auth=anna@partner.lv')).toBe('pass');
    expect(of('mx.meet.lv; auth=pass smtp.auth=eve@meet.lv')).toBe('unknown');
    expect(of('mx.meet.lv; auth=pass smtp.auth=anna')).toBe('unknown');
  });

  it('does not believe another name, or a line below our own', () => {
    expect(of('mx.evil.lv; dmarc=pass header.from=partner.lv')).toBe('unknown');
    expect(
      of('mx.meet.lv; dmarc=fail header.from=partner.lv', 'mx.meet.lv; dmarc=pass header.from=partner.lv'),
    ).toBe('fail');
    expect(of('mx.meet.lv.evil.lv; dmarc=pass header.from=partner.lv')).toBe('unknown');
  });

  it('does not take the pass of another domain', () => {
    expect(of('mx.meet.lv; dmarc=pass header.from=evil.lv')).toBe('unknown');
    expect(of('mx.meet.lv; dmarc=pass')).toBe('unknown');
  });

  it('does not read comments', () => {
    expect(of('mx.meet.lv; spf=fail (because; dmarc=pass header.from=partner.lv (nested)); dkim=none')).toBe(
      'unknown',
    );
    expect(of('(mx.meet.lv) mx.evil.lv; dmarc=pass header.from=partner.lv')).toBe('unknown');
  });

  it('does not read what a sender has put into quotes', () => {
    const fail = 'dmarc=fail header.from=partner.lv';
    const forged = '"a; dmarc=pass header.from=partner.lv"@evil.lv';
    expect(of(`mx.meet.lv; spf=pass smtp.mailfrom=${forged}; ${fail}`)).toBe('fail');
    expect(of(`mx.meet.lv; spf=pass smtp.mailfrom=${forged}`)).toBe('unknown');
    expect(of(`mx.meet.lv; spf=pass smtp.mailfrom="x \\" ( ${forged}; ${fail}`)).not.toBe('pass');
    expect(of(`mx.meet.lv; spf=pass smtp.mailfrom="("@evil.lv; ${fail}; x=y (`)).toBe('fail');
    expect(of('mx.meet.lv; dmarc=pass header.from="partner.lv"')).toBe('pass');
  });

  it('passes only when each of several verdicts on DMARC does', () => {
    const pass = 'dmarc=pass header.from=partner.lv';
    expect(of(`mx.meet.lv; ${pass}; dmarc=fail header.from=partner.lv`)).toBe('fail');
    expect(of(`mx.meet.lv; ${pass}; dmarc=pass header.from=evil.lv`)).toBe('unknown');
    expect(of(`mx.meet.lv; ${pass}; ${pass}`)).toBe('pass');
  });

  it.each(['none', 'temperror', 'permerror', 'bestguesspass'])('knows nothing by %s', (result) => {
    expect(of(`mx.meet.lv; dmarc=${result} header.from=partner.lv`)).toBe('unknown');
  });

  it('knows nothing without a header, a name of our server or a sender', () => {
    expect(of()).toBe('unknown');
    expect(of('', ';;;', 'mx.meet.lv')).toBe('unknown');
    expect(alignmentOf(['mx.meet.lv; dmarc=pass header.from=partner.lv'], null, FROM)).toBe('unknown');
    expect(alignmentOf(['mx.meet.lv; dmarc=pass header.from=partner.lv'], 'mx.meet.lv', null)).toBe(
      'unknown',
    );
  });
});
