/** How often a transaction is run before its serialization failure is passed on. */
export const MAX_TRIES = 5;

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';

/** The SQLSTATE of a driver's error, or undefined for any other value. */
export const sqlState = (error: unknown): string | undefined => {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'driverError' in error ? sqlState(error.driverError) : undefined;
};

/** True when the server itself undid the transaction and asks for it to be run again (SQLSTATE 40001, 40P01). */
export const isRetryable = (error: unknown): boolean => {
  const state = sqlState(error);
  return state === SERIALIZATION_FAILURE || state === DEADLOCK_DETECTED;
};

/**
 * True for an error that comes again however often the same is tried: data that the database refuses (classes 22, 23),
 * or a fault of the program itself. Anything else of the database (limits, timeouts, restarts) passes.
 */
export const isLasting = (error: unknown): boolean => {
  const state = sqlState(error);
  if (isUnreachable(error)) return false;
  return state === undefined || /^2[23]/.test(state);
};

/** True when the connection was lost or refused, or the server is starting or stopping (class 08, 57P0x, E...). */
export const isUnreachable = (error: unknown): boolean => {
  const state = sqlState(error);
  if (state !== undefined) return /^(08...|57P0[123]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/.test(state);
  return (
    error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  );
};
