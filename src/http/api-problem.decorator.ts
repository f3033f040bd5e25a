import { ApiResponse } from '@nestjs/swagger';

/** Documents a problem that a route answers beside those that follow from its inputs (document-problems.ts). */
export const ApiProblem = (status: number, description: string): ClassDecorator & MethodDecorator =>
  ApiResponse({
    status,
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
