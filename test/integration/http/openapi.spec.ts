import { PeopleApp } from '../../support/people-fixtures.js';

/** Done, begun, or to be found elsewhere: nothing more to say. */
const WITHOUT_BODY = ['202', '204', '302'];

/** A mail as it came: no JSON. */
const AS_BYTES = [
  'get /api/messages/{messageId}/raw',
  'get /api/agency/journal.csv',
  'get /api/clients/{clientId}/contacts.csv',
  'get /api/clients/{clientId}/contacts.vcf',
];

describe('the API’s description', () => {
  let house: PeopleApp;
  beforeAll(async () => {
    house = await PeopleApp.start({ whole: true });
  });
  afterAll(() => house.close());

  it('comes from the schemas: inputs, answers and problems have names that lead somewhere', async () => {
    const body = await house.description();
    const text = JSON.stringify(body);
    expect(body.openapi).toMatch(/^3\./);
    const references = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(30);
    for (const [, section = '', name = ''] of references) {
      expect([section, name, name in (body.components[section] ?? {})]).toEqual([section, name, true]);
    }
    for (const name of ['Client', 'NewClient', 'ClientPatch', 'ClientPage', 'Me', 'SignIn', 'Problem']) {
      expect([name, Object.keys(body.components.schemas ?? {}).includes(name)]).toEqual([name, true]);
    }
    const create = body.paths['/api/clients']?.post;
    expect(create?.requestBody).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/NewClient' } } },
    });
    expect(Object.keys(create?.responses ?? {})).toEqual(['201', '401', '403', '422', '503']);
    const list = body.paths['/api/clients']?.get;
    expect(list?.parameters?.map((parameter) => parameter.name).sort()).toEqual([
      'after',
      'archived',
      'limit',
    ]);
    expect([body.security, list?.security]).toEqual([[{ session: [] }], undefined]);
    expect(body.paths['/api/session']?.post?.security).toEqual([{}]);
  });

  it('gives every route one good answer, with a schema', async () => {
    const { paths } = await house.description();
    const faults: string[] = [];
    for (const [path, item] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(item)) {
        const good = Object.entries(operation.responses).filter(([status]) => /^[23]/.test(status));
        const [status = '', answer = {}] = good[0] ?? [];
        const key = `${method} ${path}`;
        if (good.length !== 1) faults.push(`${key}: ${good.length} good answers`);
        if (WITHOUT_BODY.includes(status) || AS_BYTES.includes(key)) continue;
        if (!('content' in answer)) faults.push(`${key}: ${status} without a schema`);
      }
    }
    expect(faults).toEqual([]);
  });
});
