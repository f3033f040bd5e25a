import { type Entry, Kept } from '../../../src/availability/kept.js';

const entry = (value: string): Entry<string> => ({ revision: `of ${value}`, value, length: value.length });
const valuesOf = (kept: Kept<string>, ...keys: string[]) => keys.map((key) => kept.get(key)?.value);

describe('what is kept', () => {
  it('is there with its revision until another one takes its place', () => {
    const kept = new Kept<string>(100);
    kept.put('a', entry('one'));
    expect(kept.get('a')).toEqual({ revision: 'of one', value: 'one', length: 3 });
    kept.put('a', entry('two'));
    expect(valuesOf(kept, 'a', 'b')).toEqual(['two', undefined]);
  });

  it('gives way to what is newer when all of it becomes too long', () => {
    const kept = new Kept<string>(10);
    for (const key of ['a', 'b', 'c']) kept.put(key, entry('xxxx'));
    expect(valuesOf(kept, 'a', 'b', 'c')).toEqual([undefined, 'xxxx', 'xxxx']);
    // What is put anew counts once, and as the newest.
    kept.put('b', entry('yyyy'));
    kept.put('d', entry('zz'));
    expect(valuesOf(kept, 'b', 'c', 'd')).toEqual(['yyyy', 'xxxx', 'zz']);
    kept.put('e', entry('z'));
    expect(valuesOf(kept, 'b', 'c', 'd', 'e')).toEqual(['yyyy', undefined, 'zz', 'z']);
  });

  it('is not what is longer than all that may be kept, nor what that was before', () => {
    const kept = new Kept<string>(3);
    kept.put('a', entry('ab'));
    kept.put('a', entry('long'));
    expect(valuesOf(kept, 'a')).toEqual([undefined]);
  });
});
