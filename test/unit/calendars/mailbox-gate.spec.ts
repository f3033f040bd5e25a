import { MailboxGate } from '../../../src/calendars/graph/mailbox-gate.js';

/** Work that ends when it is told to. */
const jobs = (gate: MailboxGate) => {
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    started,
    start: (name: string, mailbox = 'anna', urgent = false) =>
      gate.run(mailbox, urgent, async () => {
        started.push(name);
        await new Promise<void>((resolve) => ends.set(name, resolve));
        return name;
      }),
    end: async (name: string) => {
      ends.get(name)?.();
      await settled();
    },
  };
};
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the gate of a mailbox', () => {
  test('lets four through, others as places become free, writes before them', async () => {
    const { started, start, end } = jobs(new MailboxGate());
    const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => start(name));
    const write = start('write', 'anna', true);
    await settled();
    expect(started).toEqual(['a', 'b', 'c', 'd']);
    await end('b');
    expect(started).toEqual(['a', 'b', 'c', 'd', 'write']);
    await end('a');
    await end('write');
    expect(started).toEqual(['a', 'b', 'c', 'd', 'write', 'e', 'f']);
    for (const name of ['c', 'd', 'e', 'f']) await end(name);
    expect(await Promise.all([...all, write])).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'write']);
  });

  test('one mailbox does not wait for another', async () => {
    const { started, start } = jobs(new MailboxGate());
    for (const name of ['a', 'b', 'c', 'd', 'e']) void start(name);
    void start('other', 'bert');
    await settled();
    expect(started).toEqual(['a', 'b', 'c', 'd', 'other']);
  });

  test('a call that fails gives its place back, and the failure to its caller', async () => {
    const gate = new MailboxGate();
    const fail = () => gate.run('anna', false, () => Promise.reject(new Error('no')));
    for (let i = 0; i < 10; i++) await expect(fail()).rejects.toThrow('no');
    const { started, start } = jobs(gate);
    for (const name of ['a', 'b', 'c', 'd']) void start(name);
    await settled();
    expect(started).toEqual(['a', 'b', 'c', 'd']);
  });
});
