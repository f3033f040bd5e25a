import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUnreachable } from '../db/retryable.js';
import { HTTP_STATUS, Refusal } from '../errors.js';
import { messagePage } from './message-page.js';
import { pageLanguage } from './page-language.js';
import { sendPage } from './page-reply.js';
import type { MessageKind } from './page-texts.js';

/** Whatever goes wrong behind a page is said as a page, without a word about how the house is built. */
@Catch()
export class PageFilter implements ExceptionFilter {
  private readonly log = new Logger('Pages');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest<{ Querystring: { lang?: unknown } }>>();
    const reply = http.getResponse<FastifyReply>();
    const language = pageLanguage(request.query.lang, null, request.headers['accept-language']);
    const { status, message } = this.translate(thrown);
    if (status === 503) reply.header('retry-after', '5');
    sendPage(reply, status, messagePage(message, language, null));
  }

  private translate(thrown: unknown): { status: number; message: MessageKind } {
    if (isUnreachable(thrown)) {
      this.log.warn('The database cannot be reached; a page was answered with 503.');
      return { status: 503, message: 'unavailable' };
    }
    const status = statusOf(thrown);
    if (status === 404 || status === 410) return { status, message: 'not-found' };
    if (status === 413) return { status, message: 'too-large' };
    if (status === 503) return { status, message: 'unavailable' };
    if (status >= 500) {
      this.log.error(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
    }
    return { status, message: 'broken' };
  }
}

const statusOf = (thrown: unknown): number => {
  if (thrown instanceof Refusal) return HTTP_STATUS[thrown.code];
  return thrown instanceof HttpException ? thrown.getStatus() : 500;
};
