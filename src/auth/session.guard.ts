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
  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.says(context, PUBLIC)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const presented = this.sessions.presentedBy(request);
    if (presented === null) throw notSignedIn();
    if (this.says(context, SIGNED_WITH_READ)) {
      rememberPresented(request, presented);
      return true;
    }
    const who = await this.sessions.require(presented);
    if (who.role !== 'owner' && this.says(context, OWNER_ONLY)) {
      throw new Refusal('forbidden', 'Only the owner of the agency may do this; ask the owner.');
    }
    rememberSigned(request, who);
    return true;
  }

  private says(context: ExecutionContext, mark: string): boolean {
    const places = [context.getHandler(), context.getClass()];
    return this.reflector.getAllAndOverride<boolean | undefined>(mark, places) === true;
  }
}
