import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiProblem } from '../http/api-problem.decorator.js';
import type { Presented as PresentedToken, Signed as SignedIn } from './signed.js';

export type Signed = SignedIn;
export type Presented = PresentedToken;

export const PUBLIC = 'meetbroker:public';
export const OWNER_ONLY = 'meetbroker:owner-only';
export const SIGNED_WITH_READ = 'meetbroker:signed-with-read';

/** Opens a route to people without a session. */
export const Public = (): ClassDecorator & MethodDecorator =>
  applyDecorators(SetMetadata(PUBLIC, true), ApiSecurity({}));

/**
 * For the administration of the own agency. A secretary gets 403 with a plain word, not 404: that an agency has users
 * and assignments is no secret, and an answer that pretends otherwise would only puzzle her.
 */
export const OwnerOnly = (): ClassDecorator & MethodDecorator =>
  applyDecorators(SetMetadata(OWNER_ONLY, true), ApiProblem(403, 'Only the owner of the agency may do this'));

const signedIn = new WeakMap<object, SignedIn>();

/** Called by the guard only. */
export const rememberSigned = (request: FastifyRequest, who: SignedIn): void => {
  signedIn.set(request, who);
};

/** The language of who sends a request, as far as the guard has looked. */
export const localeOf = (request: FastifyRequest): string | undefined => signedIn.get(request)?.locale;

/** Who sends the request; only on routes that are not @Public(). */
export const Signed = createParamDecorator((_data: unknown, context: ExecutionContext): SignedIn => {
  const who = signedIn.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (who === undefined) throw new Error('A public route asks who is signed in');
  return who;
});

/**
 * For a route that is asked at every click and only reads: the session is looked up in the same trip to the database
 * as the answer (clients/client-look.service.ts), not in one before it. The guard lets in whoever brings something that
 * looks like a session, and the handler gets no more than that: it must hand it to ClientLook or SessionService.require.
 */
export const SignedWithRead = (): MethodDecorator => SetMetadata(SIGNED_WITH_READ, true);

const presented = new WeakMap<object, PresentedToken>();

/** Called by the guard only. */
export const rememberPresented = (request: FastifyRequest, token: PresentedToken): void => {
  presented.set(request, token);
};

/** The session that a request brings, unproven; on routes that are @SignedWithRead(). */
export const Presented = createParamDecorator((_data: unknown, context: ExecutionContext): PresentedToken => {
  const token = presented.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (token === undefined) throw new Error('A route asks for a session that the guard has looked up already');
  return token;
});
