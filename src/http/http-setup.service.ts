import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.js';
import { Refusal } from '../errors.js';
import { openApiDocument } from './openapi.service.js';

const MEGABYTE = 1024 * 1024;

/**
 * What the FastifyAdapter is made with.
 *
 * X-Forwarded-For is believed when the neighbour is on this machine or in a private network, which is where a reverse
 * proxy stands. Believing nobody would lump all users behind the proxy together in the attempt limits, so that one
 * guesser locks everybody out; believing everybody would let a guesser invent networks. Somebody inside the private
 * network can still do that; the limit per account holds against it.
 */
export const FASTIFY_OPTIONS = {
  trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
  bodyLimit: MEGABYTE,
  routerOptions: { maxParamLength: 200 },
};

/** Bodies larger than 1 MB: calendar files, on the import route alone. */
const CALENDAR_BODY_LIMIT = 10 * MEGABYTE;
const IMPORT_ROUTE = /\/calendars\/import(\?|$)/;

/** Address books, on the import of contacts alone. */
const CONTACTS_BODY_LIMIT = 5 * MEGABYTE + 1024;
const CONTACTS_ROUTE = /\/contacts\/import(\/preview)?(\?|$)/;

/** Cookies, headers, bodies and the API's description. Called between NestFactory.create and listen. */
export const configureHttp = async (app: NestFastifyApplication, config: Config): Promise<void> => {
  await app.register(fastifyCookie);
  await app.register(fastifyHelmet, securityHeaders(config));
  app.useBodyParser(
    'text/calendar',
    { bodyLimit: CALENDAR_BODY_LIMIT },
    (request: { url?: string | undefined }, body, done) => {
      if (IMPORT_ROUTE.test(request.url ?? '')) done(null, body);
      else done(new Refusal('invalid-input', 'A calendar file goes to the import of a client’s calendars.'));
    },
  );
  app.useBodyParser(
    'application/octet-stream',
    { bodyLimit: CONTACTS_BODY_LIMIT },
    (request: { url?: string | undefined }, body, done) => {
      if (CONTACTS_ROUTE.test(request.url ?? '')) done(null, body);
      else done(new Refusal('invalid-input', 'A file goes to the import of a client’s contacts.'));
    },
  );
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    // Google labels its pushes as JSON although they have no body, which no JSON parser takes.
    if (request.headers['content-length'] === '0') delete request.headers['content-type'];
    // Answers of the API are about people: no cache on the way may keep them.
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });

  let document: string | undefined;
  fastify.get('/api/openapi.json', (_request: FastifyRequest, reply: FastifyReply) => {
    document ??= JSON.stringify(openApiDocument(app));
    return reply.type('application/json; charset=utf-8').send(document);
  });
};

/**
 * Scripts and styles come from our own files or carry the nonce of their answer (`reply.cspNonce`), frames are refused
 * everywhere. `no-referrer`, because the addresses of public pages are secrets.
 */
const securityHeaders = (config: Config) => {
  const https = config.publicUrl.startsWith('https:');
  return {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' as const },
    strictTransportSecurity: https && { maxAge: 365 * 24 * 3600, includeSubDomains: false },
    xFrameOptions: { action: 'deny' as const },
  };
};
