import { setClause } from '../../../src/db/set-clause.js';

describe('setClause', () => {
  const columns = { name: 'name', onDelete: 'on_delete', note: 'note' };

  it('sets what the patch has, null included, numbered after the WHERE part', () => {
    expect(setClause(columns, { note: null, name: 'x' }, 3)).toEqual({
      sql: 'name = $3, note = $4',
      values: ['x', null],
    });
  });

  it('never takes a column name from the patch', () => {
    expect(setClause(columns, { 'x = 1; --': 1, onDelete: undefined, agency_id: 'y' }, 1)).toEqual({
      sql: '',
      values: [],
    });
  });
});
