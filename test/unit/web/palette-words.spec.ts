import { readAsked } from '../../../src/web/shell/palette/words.js';

const CLIENTS = [
  { clientId: 'alfa', name: 'Alfa Būve SIA', person: 'Andris Bērziņš' },
  { clientId: 'beta', name: 'Beta Dental SIA', person: 'Ilze Kalniņa' },
];
/** A Wednesday. */
const TODAY = '2026-11-25';
const read = (text: string) => readAsked(text, CLIENTS, TODAY);

describe('what a line in the palette asks for', () => {
  test.each([
    ['book Kalnins for Alfa next week', ['alfa'], 'kalnins', '2026-11-30'],
    ['rezervēt Vītolu klientam Beta nākamnedēļ', ['beta'], 'vitolu', '2026-11-30'],
    ['Termin mit Ozols für alfa nächste Woche', ['alfa'], 'ozols', '2026-11-30'],
    ['записать Озолс для beta на следующей неделе', ['beta'], 'озолс', '2026-11-30'],
    ['meet ozols tomorrow', ['alfa', 'beta'], 'ozols', '2026-11-26'],
    ['alfa', ['alfa'], '', null],
    ['berzins', ['alfa'], '', null],
    ['', ['alfa', 'beta'], '', null],
  ])('%s', (text, clientIds, rest, day) => {
    expect(read(text)).toMatchObject({ clientIds, rest, day });
  });

  test('a word that both names share names both, and says so', () => {
    expect(read('sia')).toMatchObject({ clientIds: ['alfa', 'beta'], named: true, rest: '' });
    expect(read('kalnina')).toMatchObject({ clientIds: ['beta'], named: true });
    expect(read('nobody').named).toBe(false);
  });

  test('more words for one client win over fewer for another', () => {
    expect(read('beta dental sia').clientIds).toEqual(['beta']);
  });

  test('what is not words harms nothing', () => {
    expect(read('(((* \\ ** next week').day).toBe('2026-11-30');
  });
});
