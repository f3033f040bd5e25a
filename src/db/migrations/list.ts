import { House0001 } from './0001-house.js';

/** Every migration, in order; the number at the end of a name is its place. */
export const MIGRATIONS = [House0001];
