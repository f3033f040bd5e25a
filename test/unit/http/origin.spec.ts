import { judgeOrigin, type RequestSource } from '../../../src/http/origin.js';

const OWN = 'https://meet.example.org';
const source = (more: Partial<RequestSource> = {}): RequestSource => ({
  method: 'POST',
  origin: undefined,
  secFetchSite: undefined,
  hasCookie: true,
  methodOverride: false,
  ...more,
});

describe('judgeOrigin', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'post', 'PROPFIND'])(
    'refuses %s from other places, and takes it from here',
    (method) => {
      for (const secFetchSite of ['cross-site', 'same-site', 'none', '', 'same-origin, cross-site']) {
        expect(judgeOrigin(source({ method, secFetchSite, origin: OWN }), OWN)).toBe('cross-site');
      }
      for (const origin of ['https://evil.example', 'null', '', `${OWN}.evil.example`, `${OWN}:444`]) {
        expect(judgeOrigin(source({ method, origin }), OWN)).toBe('cross-site');
      }
      expect(judgeOrigin(source({ method, origin: OWN }), OWN)).toBe('fine');
      expect(judgeOrigin(source({ method, secFetchSite: 'same-origin', origin: OWN }), OWN)).toBe('fine');
    },
  );

  it('believes the browser where a page without referrer posts with Origin: null', () => {
    expect(judgeOrigin(source({ secFetchSite: 'same-origin', origin: 'null' }), OWN)).toBe('fine');
  });

  it('lets a program act that brings no cookie, and asks one that does where it comes from', () => {
    expect(judgeOrigin(source({ hasCookie: false }), OWN)).toBe('fine');
    expect(judgeOrigin(source({ hasCookie: true }), OWN)).toBe('unknown-source');
  });

  it('judges another site even without a cookie: signing somebody in is an act, too', () => {
    expect(judgeOrigin(source({ hasCookie: false, origin: 'https://evil.example' }), OWN)).toBe('cross-site');
    expect(judgeOrigin(source({ hasCookie: false, secFetchSite: 'cross-site' }), OWN)).toBe('cross-site');
  });

  it('lets everybody look', () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      expect(judgeOrigin(source({ method, secFetchSite: 'cross-site' }), OWN)).toBe('fine');
    }
  });

  it('takes no override of the method, whoever asks', () => {
    for (const method of ['GET', 'POST']) {
      expect(judgeOrigin(source({ method, methodOverride: true, origin: OWN }), OWN)).toBe('method-override');
    }
  });
});
