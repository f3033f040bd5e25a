/**
 * Why a request to an address that a person gave brought no answer. `refused` ones were never sent: the address itself
 * is not acceptable. Details name the host at most: addresses of feeds are secrets.
 */
export type OutboundFault = {
  readonly kind:
    | 'scheme'
    | 'insecure'
    | 'port'
    | 'private-network'
    | 'unknown-host'
    | 'unreachable'
    | 'certificate'
    | 'timeout'
    | 'too-large'
    | 'redirects'
    | 'broken-answer';
  readonly detail: string;
};

const CERTIFICATE = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY))/;

/** @param code of a system or TLS error; @param host for the detail. */
export const faultOfCode = (code: string, host: string): OutboundFault => {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA') {
    return { kind: 'unknown-host', detail: `no address is known for ${host}` };
  }
  if (CERTIFICATE.test(code)) {
    return { kind: 'certificate', detail: `the certificate of ${host} is not trusted (${code})` };
  }
  return { kind: 'unreachable', detail: `no connection to ${host} (${code || 'no reason given'})` };
};
