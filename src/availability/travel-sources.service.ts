import type { TravelSource } from './travel.port.js';
import { estimateTable } from './travel-estimate.js';
import { agreedTable } from './travel-facts.js';

/** Minutes that were put down for a pair of places (travel_time). */
export const agreedTravel: TravelSource = {
  name: 'agreed',
  atHand: ({ agreed }) => agreedTable(agreed),
  fetch: async () => null,
};

/** Distance and speed: always there, and never believed before anybody else. */
export const estimatedTravel: TravelSource = {
  name: 'estimate',
  atHand: ({ coordinates, mode }) => estimateTable(coordinates, mode),
  fetch: async () => null,
};
