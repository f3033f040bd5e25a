/**
 * Addresses that no person reads: nothing is sent there that nobody asked for, since two programs that write to each
 * other never stop. RFC 3834 section 2; RFC 2142 for the names of roles that answer by themselves.
 */
const NAMES =
  /^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|(?:[a-z0-9]+[-_.])?no[-_.]?reply|mailer[-_.]?daemon|postmaster|bounces?|auto[-_.]?(?:reply|responder|mailer)|notifications?|listserv|majordomo)(?:[+=-].*)?$/;
const ENDINGS = /[-_.](?:bounces?|no-?reply|request|daemon)$/;

export const isAutomaticAddress = (address: string): boolean => {
  const local = address.slice(0, address.lastIndexOf('@')).toLowerCase();
  return NAMES.test(local) || ENDINGS.test(local);
};
