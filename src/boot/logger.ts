import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Params } from 'nestjs-pino';
import type { Config } from '../config.js';

/**
 * What a log line may hold is listed, not what it may not: method, masked path, status and a request id. No header, no
 * body, no query, so that no name, address or token gets in.
 */
export const loggerOptions = (level: Config['logLevel']): Params => ({
  pinoHttp: {
    level,
    autoLogging: {
      ignore: (request: IncomingMessage) => /^\/(healthz|readyz|metrics|assets)/.test(request.url ?? ''),
    },
    serializers: {
      req: (request: { id: unknown; method: string; url: string }) => ({
        id: request.id,
        method: request.method,
        path: maskedPath(request.url),
      }),
      res: (response: ServerResponse) => ({ status: response.statusCode }),
    },
  },
});

/** The path without its query and with every token in it hidden. */
export const maskedPath = (url: string): string =>
  (url.split('?')[0] ?? '').replaceAll(/[0-9a-z]{52}/gi, '(token)');
