import { likePatterns } from '../../../src/contacts/search.js';

describe('likePatterns', () => {
  it('asks for each word, wherever it stands', () => {
    expect(likePatterns('  Jānis\t Kalniņš ')).toEqual(['%Jānis%', '%Kalniņš%']);
    expect(likePatterns('   ')).toEqual([]);
  });

  it('takes wildcards for plain characters', () => {
    expect(likePatterns('100% a_b c\\')).toEqual(['%100\\%%', '%a\\_b%', '%c\\\\%']);
  });

  it('is bounded', () => {
    expect(likePatterns('a '.repeat(50))).toHaveLength(8);
  });
});
