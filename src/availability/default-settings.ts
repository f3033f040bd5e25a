import type { AvailabilitySettings } from './settings.js';

/** What holds for a client until somebody says otherwise. Without rules nothing is open, so nothing is offered. */
export const defaultSettings = (zone: string): AvailabilitySettings => ({
  zone,
  durationMinutes: 60,
  stepMinutes: 30,
  alignment: 'clock',
  horizonDays: 60,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  minimumNoticeMinutes: 120,
});
