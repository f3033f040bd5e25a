import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { type ApiDocument, withProblems } from './document-problems.js';

/** The name of the cookie scheme in the document; routes are under it unless they are @Public(). */
export const SESSION_SCHEME = 'session';

/** The description of the API, out of the routes and their schemas. */
export const openApiDocument = (app: NestFastifyApplication): OpenAPIObject => {
  const about = new DocumentBuilder()
    .setTitle('Meetbroker')
    .setDescription(
      'Times are ISO 8601 in UTC, ids are UUIDs. Sign in with POST /api/session and keep the cookie; a program that ' +
        'keeps one sends the header Origin with the address of the service on every request that changes something. ' +
        'Errors are problem documents (RFC 9457).',
    )
    .setVersion('1')
    .addCookieAuth('__Host-session', { type: 'apiKey', in: 'cookie', name: '__Host-session' }, SESSION_SCHEME)
    .addSecurityRequirements(SESSION_SCHEME)
    .build();
  const document = SwaggerModule.createDocument(app, about, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  return withProblems(document as OpenAPIObject & ApiDocument);
};
