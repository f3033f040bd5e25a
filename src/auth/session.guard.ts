import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../errors.js';
import { notSignedIn, SessionService } from './session.service.js';
import {
  OWNER_ONLY,
  PUBLIC,
  rememberPresented,
  rememberSigned,
  SIGNED_WITH_READ,
} from './signed.decorator.js';

/** Lets in who has a session; routes are closed unless they say @Public(). */
@Injectable()
export class SessionGuard implements CanActivate {
  private readonly marks = new WeakMap<object, Marks>();

  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const marks = this.marksOf(context);
    if (marks.isPublic) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const presented = this.sessions.presentedBy(request);
    if (presented === null) throw notSignedIn();
    if (marks.signedWithRead) {
      rememberPresented(request, presented);
      return true;
    }
    const who = await this.sessions.require(presented);
    if (who.role !== 'owner' && marks.ownerOnly) {
      throw new Refusal('forbidden', 'Only the owner of the agency may do this; ask the owner.');
    }
    rememberSigned(request, who);
    return true;
  }

  /** Marks never change, and looking them up takes longer than a good part of a request. */
  private marksOf(context: ExecutionContext): Marks {
    const handler = context.getHandler();
    const known = this.marks.get(handler);
    if (known !== undefined) return known;
    const places = [handler, context.getClass()];
    const says = (mark: string): boolean =>
      this.reflector.getAllAndOverride<boolean | undefined>(mark, places) === true;
    const ownerOnly = says(OWNER_ONLY);
    const marks = {
      isPublic: says(PUBLIC),
      ownerOnly,
      // Who is the owner is known after the session was looked up: such a route cannot wait for that.
      signedWithRead: says(SIGNED_WITH_READ) && !ownerOnly,
    };
    this.marks.set(handler, marks);
    return marks;
  }
}

interface Marks {
  readonly isPublic: boolean;
  readonly ownerOnly: boolean;
  readonly signedWithRead: boolean;
}
