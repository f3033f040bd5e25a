import { type Answer, html, type Request } from '../http.js';
import { sandboxPage } from '../sandbox-page.js';
import type { OwnerHand } from './owner-hand.js';
import type { GoogleWorld } from './world.js';

export interface WeekParts {
  world: GoogleWorld;
  hand: OwnerHand;
  now: () => number;
}

export const weekPages = (_parts: WeekParts, request: Request): Answer | undefined =>
  request.method === 'GET' && request.path === '/'
    ? html(200, sandboxPage('Calendars', '<main></main>'))
    : undefined;
