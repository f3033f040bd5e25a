import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config.js';
import { Refusal } from '../errors.js';
import { ANY_ORIGIN } from './any-origin.decorator.js';
import { judgeOrigin, type OriginVerdict } from './origin.js';

const OVERRIDE_HEADERS = ['x-http-method-override', 'x-http-method', 'x-method-override'];

/** Refuses unsafe requests that another site may have caused; the rule is in origin.ts. */
@Injectable()
export class OriginGuard implements CanActivate {
  private readonly ownOrigin: string;
  private readonly forAnyOrigin = new WeakMap<object, boolean>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {
    this.ownOrigin = new URL(config.publicUrl).origin;
  }

  canActivate(context: ExecutionContext): boolean {
    if (this.isForAnyOrigin(context)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { headers } = request;
    const verdict = judgeOrigin(
      {
        method: request.method,
        origin: headers.origin,
        secFetchSite: single(headers['sec-fetch-site']),
        hasCookie: headers.cookie !== undefined,
        methodOverride: OVERRIDE_HEADERS.some((name) => headers[name] !== undefined),
      },
      this.ownOrigin,
    );
    if (verdict === 'fine') return true;
    throw new Refusal('forbidden', this.sentence(verdict));
  }

  /** Kept by handler: it never changes, and looking it up takes longer than the check. */
  private isForAnyOrigin(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    const known = this.forAnyOrigin.get(handler);
    if (known !== undefined) return known;
    const places = [handler, context.getClass()];
    const found = this.reflector.getAllAndOverride<boolean | undefined>(ANY_ORIGIN, places) === true;
    this.forAnyOrigin.set(handler, found);
    return found;
  }

  private sentence(verdict: Exclude<OriginVerdict, 'fine'>): string {
    switch (verdict) {
      case 'method-override':
        return 'The method cannot be overridden by a header; send the request with the method that is meant.';
      case 'cross-site':
        return `This request came from another site. Open ${this.config.publicUrl} and do it there.`;
      case 'unknown-source':
        return `A request with a session must say where it comes from: send the header Origin: ${this.ownOrigin}.`;
    }
  }
}

/** A header that came twice cannot be believed; what is joined matches no single value. */
const single = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join() : value;
