// A worker entry that misbehaves on demand. Plain JavaScript, so that it runs as it stands.
import { serve } from '../../../dist/worker/serve.js';

serve(async (order) => {
  if (order.do === 'echo') return order.value;
  if (order.do === 'spin') for (;;);
  if (order.do === 'wait') return new Promise(() => {});
  if (order.do === 'eat') for (const all = []; ; ) all.push(new Array(10_000).fill(all.length));
  if (order.do === 'throw') throw new TypeError('not today');
  if (order.do === 'exit') process.exit(7);
  if (order.do === 'function') return () => 1;
  if (order.do === 'environment') return Object.keys(process.env);
  if (order.do === 'thread') return (await import('node:worker_threads')).threadId;
  throw new Error('unknown order');
});
