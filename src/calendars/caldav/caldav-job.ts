import type { OwnEvent, RemoteChange, RemoteEvent } from '../calendar.port.js';
import { type Reader, type Resource, readMaster, readResource } from './caldav-resource.js';
import { mergeBody } from './own-body.js';

/** What is done with calendar text of a server, where it can be stopped. */
export type CaldavJob =
  | {
      readonly kind: 'changes';
      readonly resources: readonly Resource[];
      readonly reader: Reader;
      readonly whole: boolean;
    }
  | { readonly kind: 'event'; readonly resource: Resource; readonly reader: Reader }
  | {
      readonly kind: 'merge';
      readonly resource: Resource;
      readonly reader: Reader;
      readonly event: OwnEvent;
      readonly now: number;
    };

export interface CaldavReply {
  readonly changes: readonly RemoteChange[];
  /** Null when there is none to be read. */
  readonly event: RemoteEvent | null;
  /** Of a merge: what has to be put there. */
  readonly text: string | null;
}

export const caldavJob = (job: CaldavJob): CaldavReply => {
  if (job.kind === 'changes') {
    const changes = job.resources.flatMap((one) => readResource(one, job.reader, job.whole));
    return { changes, event: null, text: null };
  }
  const event = readMaster(job.resource, job.reader);
  if (job.kind === 'event' || event === null) return { changes: [], event, text: null };
  const standing = {
    start: event.start.kind === 'instant' ? event.start.at : null,
    end: event.end.kind === 'instant' ? event.end.at : null,
  };
  return { changes: [], event, text: mergeBody(job.resource.text, standing, job.event, job.now) };
};
