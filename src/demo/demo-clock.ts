import type { Clock } from '../time/clock.port.js';

/**
 * The clock of the demo: the machine's, put forward now and then. The service, the simulated calendars and the mailbox
 * all read this one, so that none of them sees another time than the others; a real server beside them keeps its own.
 */
export class DemoClock implements Clock {
  private ahead = 0;

  now(): number {
    return Date.now() + this.ahead;
  }

  /** @param ms never backwards. */
  forward(ms: number): void {
    if (!(ms >= 0)) throw new RangeError(`A clock is not put forward by ${ms} ms.`);
    this.ahead += ms;
  }
}
