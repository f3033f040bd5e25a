import { randomUUID } from 'node:crypto';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { localeOf } from '../auth/signed.decorator.js';
import { isUnreachable } from '../db/retryable.js';
import { Refusal } from '../errors.js';
import { internalProblem, type Problem, problemOf, problemOfStatus } from './problem.js';
import { askedFor, faultsIn, saidIn } from './said-in.js';

/** How long a client should wait while the database is away; the service looks for it all the time. */
const DATABASE_RETRY_SECONDS = 5;

/** The only place that knows how a refusal looks on the wire: a problem document (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const { problem, retryAfterSeconds } = this.translate(thrown, languageFor(request));
    // Half an answer is out already: what broke is in the log, and the connection ends.
    if (reply.sent) return;
    if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
    reply
      .status(problem.status)
      .header('cache-control', 'no-store')
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem));
  }

  private translate(
    thrown: unknown,
    locale: string,
  ): { problem: Problem; retryAfterSeconds?: number | undefined } {
    if (thrown instanceof Refusal) {
      const { detail, errors, ...rest } = problemOf(thrown);
      const said = { ...rest, detail: saidIn(detail, locale) };
      const problem = errors === undefined ? said : { ...said, errors: faultsIn(errors, locale) };
      return { problem, retryAfterSeconds: thrown.more.retryAfterSeconds };
    }
    if (thrown instanceof HttpException && thrown.getStatus() < 500) {
      return { problem: problemOfStatus(thrown.getStatus(), thrown.message) };
    }
    if (isUnreachable(thrown)) {
      this.log.warn('The database cannot be reached; answered 503.');
      const refusal = new Refusal(
        'unavailable',
        'The database cannot be reached at the moment. Nothing was changed; try again shortly.',
      );
      return { problem: problemOf(refusal), retryAfterSeconds: DATABASE_RETRY_SECONDS };
    }
    const id = randomUUID();
    this.log.error(`Answered 500, id ${id}: ${textOf(thrown)}`);
    return { problem: internalProblem(id) };
  }
}

/** The signed-in person's, or else the browser's. */
const languageFor = (request: FastifyRequest): string =>
  localeOf(request) ?? askedFor(request.headers['accept-language']);

const textOf = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.stack ?? thrown.message) : `a thrown value: ${String(thrown)}`;
