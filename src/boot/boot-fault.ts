/** Why the service cannot start: the setting, what is wrong with it, and what to do. Printed as one line. */
export class BootFault extends Error {
  constructor(
    readonly setting: string,
    readonly problem: string,
    readonly remedy: string,
  ) {
    super(`${setting}: ${problem}; ${remedy}.`);
    this.name = 'BootFault';
  }
}

/** Node's code of a system error, or its text. */
export const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
