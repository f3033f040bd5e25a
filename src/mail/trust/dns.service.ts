import { Resolver } from 'node:dns/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config.js';
import type { DkimKey } from '../mime/mail.js';

const TIMEOUT_MS = 2_000;
const TRIES = 2;

/** Asks the name servers of MAIL_DNS, or the machine's own. */
@Injectable()
export class SenderDns {
  private readonly resolver: Resolver | null;

  constructor(@Inject(CONFIG) { mail }: Config) {
    this.resolver = mail.dns === 'off' ? null : new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
    if (mail.dns !== 'off' && mail.dns !== 'system') this.resolver?.setServers(mail.dns);
  }

  /** False: nobody is to be asked. */
  get on(): boolean {
    return this.resolver !== null;
  }

  /** In the form that `mailauth` asks. @throws with the resolver's `code`, such as ENOTFOUND or ETIMEOUT. */
  readonly ask = async (name: string, type: string): Promise<string[]> => {
    if (this.resolver === null)
      throw Object.assign(new Error('no name server is asked'), { code: 'ENOTFOUND' });
    // What comes back depends on the type, and mailauth reads it as the type says.
    return (await this.resolver.resolve(name, type)) as string[];
  };

  /** A DKIM key, or why there is none. Never rejects. */
  async key(name: string): Promise<DkimKey> {
    if (this.resolver === null) return { code: 'ENOTFOUND' };
    try {
      return { records: await this.resolver.resolveTxt(name) };
    } catch (error) {
      const code =
        typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'EUNKNOWN';
      return { code };
    }
  }
}
