import { withProblems } from '../../../src/http/document-problems.js';

const statuses = (method: string, operation: object) => {
  const document = withProblems({ paths: { '/x': { [method]: { responses: { 200: {} }, ...operation } } } });
  const item = document.paths['/x']?.[method] as { responses: Record<string, unknown> };
  return Object.keys(item.responses);
};

describe('withProblems', () => {
  it('documents what follows from session, method and inputs', () => {
    expect(statuses('get', {})).toEqual(['200', '401', '503']);
    expect(statuses('get', { security: [{}] })).toEqual(['200', '503']);
    expect(statuses('get', { parameters: [{ in: 'path' }, { in: 'query' }] })).toEqual([
      '200',
      '401',
      '404',
      '422',
      '503',
    ]);
    expect(statuses('post', { requestBody: {} })).toEqual(['200', '401', '403', '422', '503']);
  });

  it('keeps what an operation says itself, and defines what it refers to', () => {
    const own = { description: 'own words' };
    const document = withProblems({
      paths: { '/x': { get: { responses: { 401: own } } } },
      components: { schemas: { Kept: {} } },
    });
    expect(document.paths['/x']?.get).toMatchObject({ responses: { 401: own } });
    expect(document.components).toMatchObject({
      schemas: { Kept: {}, Problem: { type: 'object' } },
      responses: { Problem503: {}, Problem404: {} },
    });
  });
});
