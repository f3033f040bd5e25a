import type { Alignment } from '../../itip/alignment.js';
import type { DkimFinding } from '../mime/mail.js';

/** What is known of the domain in From, and by what. Kept with the message, so that a person can be told why. */
export interface SenderVerdict {
  /** `pass`: the domain stands behind the mail. `fail`: it says that the mail is not its own. */
  readonly aligned: Alignment;
  /**
   * server: our own mail server said so. dmarc: the domain's policy, asked for by ourselves. dkim: the domain's signature,
   * where it has published no policy. none: nothing proves anything.
   */
  readonly by: 'server' | 'dmarc' | 'dkim' | 'none';
  readonly spf: string | null;
  readonly dkim: readonly Pick<DkimFinding, 'domain' | 'result'>[];
  readonly dmarc: string | null;
}

export interface SenderFindings {
  /** By the header of a server that is trusted; `unknown` where there is none. */
  readonly server: Alignment;
  /** RFC 7208's result; null when the host that sent it is not known. */
  readonly spf: string | null;
  readonly dkim: readonly DkimFinding[];
  /** RFC 9989's result; null when it could not be asked for. */
  readonly dmarc: string | null;
}

export const NOT_ASKED: Omit<SenderFindings, 'server'> = { spf: null, dkim: [], dmarc: null };

/**
 * Our server's word comes first: it saw the sender's host. Then the domain's own policy. Where the domain has published
 * none, a signature of its own over the whole mail proves as much as DMARC would; SPF alone does not then, because
 * whoever shares the domain's mail provider passes it too.
 *
 * A mail whose host is unknown can fail DMARC for that alone: it is `unknown` then, not disproved.
 */
export const verdictOf = (findings: SenderFindings): SenderVerdict => {
  const { server, spf, dkim, dmarc } = findings;
  const kept = { spf, dkim: dkim.map(({ domain, result }) => ({ domain, result })), dmarc };
  if (server !== 'unknown') return { aligned: server, by: 'server', ...kept };
  if (dmarc === 'pass') return { aligned: 'pass', by: 'dmarc', ...kept };
  if (dmarc === 'fail' && spf !== null) return { aligned: 'fail', by: 'dmarc', ...kept };
  if (dmarc === 'none' && dkim.some(provesSender)) return { aligned: 'pass', by: 'dkim', ...kept };
  return { aligned: 'unknown', by: 'none', ...kept };
};

export const provesSender = ({ result, aligned, whole }: DkimFinding): boolean =>
  result === 'pass' && aligned && whole;

/** Worth asking again in a while: a name server that did not answer could have made it a pass. */
export const isTemporary = ({ aligned, spf, dkim, dmarc }: SenderVerdict): boolean =>
  aligned === 'unknown' &&
  (spf === 'temperror' || dmarc === 'temperror' || dkim.some(({ result }) => result === 'temporary'));
