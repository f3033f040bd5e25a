import 'reflect-metadata';
import { playDemo } from './play-demo.js';

const USAGE = `npm run demo [-- --outage]

Plays the main job over HTTP, OAuth, SMTP and ICS on a fresh database, and clears it away.
  --outage   with PostgreSQL away for twenty seconds in the middle`;

const args = process.argv.slice(2);
const unknown = args.filter((arg) => arg !== '--outage');
if (unknown.length > 0) {
  console.log(USAGE);
  process.exit(unknown.includes('--help') ? 0 : 2);
}
const teller = await playDemo({
  outage: args.includes('--outage'),
  peersRequired: process.env.PEERS === 'required',
  say: (line) => console.log(line),
  onOpen: (close) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => void close().finally(() => process.exit(130)));
    }
  },
});
console.log('');
const left = teller.notPlayed.length;
console.log(
  `${teller.passed} passed, ${teller.failed} failed${left === 0 ? '' : `, scenes not played: ${left}`}`,
);
process.exit(teller.failed === 0 ? 0 : 1);
