import type { FastifyReply } from 'fastify';

const policyFor = (leadsTo: readonly string[]): string =>
  `default-src 'none'; style-src 'self'; img-src data:; form-action ${["'self'", ...leadsTo].join(' ')}; ` +
  "base-uri 'none'; frame-ancestors 'none'";

/**
 * The address of a page is its only key: it must not travel in a Referer, stand in a cache or in an index. No script at
 * all may run, and no other site may frame the page and put its own buttons over ours.
 */
const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'content-security-policy': policyFor([]),
};

export const guardPage = (reply: FastifyReply): FastifyReply => reply.headers(HEADERS);

/** @param leadsTo origins that a form of the page may lead on to: browsers hold redirects to `form-action`, too. */
export const sendPage = (
  reply: FastifyReply,
  status: number,
  text: string,
  leadsTo: readonly string[] = [],
): FastifyReply =>
  guardPage(reply)
    .header('content-security-policy', policyFor(leadsTo))
    .status(status)
    .type('text/html; charset=utf-8')
    .send(text);
