import type { BoundedWorkers } from '../../worker/bounded-worker.service.js';
import type { Outcome, OwnEvent, RemoteChange, RemoteEvent } from '../calendar.port.js';
import type { CaldavJob, CaldavReply } from './caldav-job.js';
import type { Reader, Resource } from './caldav-resource.js';

const ENTRY = new URL('./caldav.worker.js', import.meta.url);
const LIMITS = { timeoutMs: 10_000, maxOldGenerationMb: 256 };

/** Reads calendar text of a server in a thread that can be stopped. */
export class ObjectReader {
  constructor(private readonly workers: BoundedWorkers) {}

  /** All at once; one by one when one of them takes too long, which is then shown as unreadable. */
  async changes(
    resources: readonly Resource[],
    reader: Reader,
    whole: boolean,
  ): Promise<Outcome<readonly RemoteChange[]>> {
    if (resources.length === 0) return { ok: true, value: [] };
    const together = await this.run({ kind: 'changes', resources, reader, whole });
    if (together !== null) return together.ok ? { ok: true, value: together.value.changes } : together;
    const changes: RemoteChange[] = [];
    for (const resource of resources) {
      const alone =
        resources.length === 1
          ? null
          : await this.run({ kind: 'changes', resources: [resource], reader, whole });
      if (alone === null) changes.push({ kind: 'unreadable', id: resource.id, reason: TOO_LONG });
      else if (alone.ok) changes.push(...alone.value.changes);
      else return alone;
    }
    return { ok: true, value: changes };
  }

  async event(resource: Resource, reader: Reader): Promise<Outcome<RemoteEvent>> {
    const read = await this.run({ kind: 'event', resource, reader });
    if (read !== null && !read.ok) return read;
    const event = read?.value.event ?? null;
    return event === null ? NO_EVENT : { ok: true, value: event };
  }

  /** The text with our fields brought up to date. */
  async merge(resource: Resource, reader: Reader, event: OwnEvent, now: number): Promise<Outcome<string>> {
    const merged = await this.run({ kind: 'merge', resource, reader, event, now });
    if (merged !== null && !merged.ok) return merged;
    const text = merged?.value.text ?? null;
    return text === null ? NO_EVENT : { ok: true, value: text };
  }

  /** Null when the text is at fault. */
  private async run(job: CaldavJob): Promise<Outcome<CaldavReply> | null> {
    const result = await this.workers.run<CaldavJob, CaldavReply>(ENTRY, job, LIMITS);
    if (result.ok) return { ok: true, value: result.value };
    if (result.reason !== 'busy' && result.reason !== 'closed') return null;
    return { ok: false, fault: { kind: 'slow-down', retryAfterMs: null, detail: result.detail } };
  }
}

const TOO_LONG = 'it takes too long to read';
const NO_EVENT: Outcome<never> = {
  ok: false,
  fault: { kind: 'refused', detail: 'what stands there is no event that can be read' },
};
