import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Where vite built it: beside this file's folder in dist, also when the sources run untranslated (tests). */
const BUILT = join(import.meta.dirname.replace(/([\\/])src([\\/]boot)$/, '$1dist$2'), '../web');
/** Everything else that a browser asks for by GET is a screen of the console: its own router knows them. */
const NOT_THE_CONSOLE = /^\/(api|p|healthz|readyz|metrics|assets)(\/|\?|$)/;

/** Serves the console that `vite build` left in dist/web; false when it was not built (tests that need none). */
export const serveConsole = async (app: NestFastifyApplication): Promise<boolean> => {
  const page = join(BUILT, 'index.html');
  if (!existsSync(page)) return false;
  const html = await readFile(page, 'utf8');
  // The names of built files carry a hash of their content, so they may be kept for ever.
  await app.register(fastifyStatic, {
    root: join(BUILT, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/*', (request: FastifyRequest, reply: FastifyReply) => {
    if (NOT_THE_CONSOLE.test(request.url)) return reply.callNotFound();
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(html);
  });
  return true;
};
