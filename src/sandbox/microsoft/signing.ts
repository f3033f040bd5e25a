import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** The key that id tokens are signed with: made when first needed, new at each start, published as JWKS. */
export class SigningKey {
  #pair: { publicKey: KeyObject; privateKey: KeyObject } | undefined;
  readonly kid = 'sandbox-key-1';

  get #keys() {
    this.#pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
    return this.#pair;
  }

  sign(claims: Record<string, unknown>): string {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ typ: 'JWT', alg: 'RS256', kid: this.kid })}.${part(claims)}`;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(this.#keys.privateKey, 'base64url')}`;
  }

  jwks(): Record<string, unknown> {
    const { n, e } = this.#keys.publicKey.export({ format: 'jwk' });
    return { keys: [{ kty: 'RSA', use: 'sig', kid: this.kid, x5t: this.kid, n, e }] };
  }
}
