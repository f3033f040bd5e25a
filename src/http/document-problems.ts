/** The parts of an OpenAPI 3 document that are touched here. */
export interface ApiDocument {
  paths: Record<string, Record<string, unknown>>;
  components?: { schemas?: Record<string, unknown>; responses?: Record<string, unknown> } & object;
}

interface Operation {
  parameters?: readonly { in?: string }[];
  requestBody?: unknown;
  security?: readonly object[];
  responses: Record<string, unknown>;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/**
 * Adds to every operation the problem documents that it may answer: what follows from its inputs, its method and
 * whether it wants a session. What an operation documents itself is kept.
 */
export const withProblems = <Document extends ApiDocument>(document: Document): Document => {
  for (const item of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!isOperation(operation)) continue;
      for (const status of statusesOf(method, operation)) {
        operation.responses[status] ??= { $ref: `#/components/responses/Problem${status}` };
      }
    }
  }
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: PROBLEM_SCHEMA },
    responses: {
      ...document.components?.responses,
      ...Object.fromEntries(
        Object.entries(SAID).map(([status, description]) => [
          `Problem${status}`,
          {
            description,
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
      ),
    },
  };
  return document;
};

const statusesOf = (method: string, operation: Operation): string[] => {
  const inputs = operation.parameters ?? [];
  // `[{}]`: no scheme is needed.
  const open = operation.security?.some((scheme) => Object.keys(scheme).length === 0) === true;
  return [
    ...(open ? [] : ['401']),
    ...(method === 'get' ? [] : ['403']),
    ...(inputs.some((input) => input.in === 'path') ? ['404'] : []),
    ...(operation.requestBody !== undefined || inputs.some((input) => input.in === 'query') ? ['422'] : []),
    '503',
  ];
};

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'responses' in value;

const SAID: Readonly<Record<string, string>> = {
  '401': 'Not signed in, or the session is over',
  '403': 'Not allowed: the role does not cover it, or the request came from another site',
  '404': 'There is no such thing, or it is not yours',
  '409': 'In conflict with what is there',
  '410': 'The link was used or is too old',
  '422': 'The input is not right; `errors` names each field and the remedy',
  '429': 'Too many attempts; see Retry-After',
  '503': 'Not available at the moment; see Retry-After',
};

const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'A problem document (RFC 9457)',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', example: 'urn:meetbroker:problem:invalid-input' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'One sentence: what is wrong, and the remedy' },
    id: { type: 'string', description: 'With status 500: finds the line in the log' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer (RFC 6901) to the field', example: '/email' },
          detail: { type: 'string' },
        },
      },
    },
  },
};
