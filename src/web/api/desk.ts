import { call } from './client.js';
import type { Desk } from './types.js';

export const getDesk = () => call<Desk>('GET', '/api/desk');
