import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { keyName } from './dkim-signatures.js';
import type { DkimFinding, DkimKeys } from './mail.js';

/**
 * The DKIM signatures of a mail, held against keys that were looked up before. No I/O; async only because `mailauth` is.
 * rsa-sha1 and keys below 1,024 bits count for nothing (RFC 8301).
 * @param at when the mail arrived, epoch ms: a signature that has expired since then was good.
 */
export async function verifyDkim(raw: Buffer, keys: DkimKeys, at: number): Promise<DkimFinding[]> {
  const { results } = await dkimVerify(raw, {
    resolver: async (name) => answerFrom(keys, name),
    minBitLength: 1_024,
    rejectRsaSha1: true,
    curTime: at,
  });
  return results.flatMap(({ signingDomain, selector, status }) => {
    if (signingDomain === undefined || selector === undefined) return [];
    // Without a key that was asked for it is not among the signatures that are looked at.
    if (!(keyName({ domain: signingDomain, selector }) in keys)) return [];
    return {
      domain: signingDomain,
      result: resultOf(status.result),
      aligned: typeof status.aligned === 'string',
      whole: (status.underSized ?? 0) === 0,
    };
  });
}

const resultOf = (result: string): DkimFinding['result'] => {
  if (result === 'pass' || result === 'fail') return result;
  return result === 'temperror' || result === 'temperr' ? 'temporary' : 'other';
};

const answerFrom = (keys: DkimKeys, name: string): string[][] => {
  const key = keys[name.toLowerCase().replace(/\.$/, '')] ?? { code: 'ENOTFOUND' };
  if ('records' in key) return key.records.map((parts) => [...parts]);
  throw Object.assign(new Error(`${key.code} for ${name}`), { code: key.code });
};
