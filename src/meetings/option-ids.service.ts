import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { CONFIG, type Config } from '../config.js';
import type { OfferedTime } from './meeting.js';

/** Gives times their ids: the UID is the option's own, so that a reply finds it in any mail program's spelling. */
@Injectable()
export class OptionIds {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** @param range ISO 8601 instants. */
  offeredTime({ start, end }: { readonly start: string; readonly end: string }): OfferedTime {
    const optionId = uuidv7();
    return {
      optionId,
      uid: `${optionId}@${this.config.mail.domain}`,
      start: Date.parse(start),
      end: Date.parse(end),
      exclusive: true,
    };
  }
}
