import { isLasting } from '../../../src/db/retryable.js';

const sql = (code: string) => Object.assign(new Error('x'), { driverError: { code } });

describe('an error that comes again however often the same is tried', () => {
  it.each(['22008', '22021', '23505', '23P01'])('is data that the database refuses (%s)', (code) => {
    expect(isLasting(sql(code))).toBe(true);
  });

  it('is a fault of the program', () => {
    expect(isLasting(new TypeError('undefined is not a function'))).toBe(true);
    expect(isLasting('a word')).toBe(true);
  });

  it.each(['40001', '40P01', '55P03', '57014', '53300', '57P01', '08006'])(
    'is not %s, which passes',
    (code) => {
      expect(isLasting(sql(code))).toBe(false);
    },
  );

  it('is not a lost connection', () => {
    expect(isLasting(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).toBe(false);
    expect(isLasting(new Error('Connection terminated unexpectedly'))).toBe(false);
  });
});
