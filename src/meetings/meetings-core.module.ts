import { Global, Module } from '@nestjs/common';
import { AvailabilityModule } from '../availability/availability.module.js';
import { OWN_EVENT_LISTENER } from '../calendars/own-event.port.js';
import { ApplyEvent } from './apply-event.service.js';
import { ClashStore } from './clash.store.js';
import { EffectStore } from './effect.store.js';
import { FollowCalendar } from './follow-calendar.service.js';
import { HoldStore } from './hold.store.js';
import { JournalStore } from './journal.store.js';
import { MeetingStore } from './meeting.store.js';
import { OptionIds } from './option-ids.service.js';
import { OutsideEventAlarm } from './outside-events.service.js';
import { SubstituteTimes } from './substitute-times.service.js';

const PARTS = [
  ApplyEvent,
  ClashStore,
  EffectStore,
  FollowCalendar,
  HoldStore,
  JournalStore,
  MeetingStore,
  OptionIds,
  OutsideEventAlarm,
  SubstituteTimes,
];

/**
 * What happens to meetings, without what is done about it: the calendars tell of the client's own changes here, and the
 * rest of this room writes to the calendars. Apart, so that neither room's module needs the other's.
 */
@Global()
@Module({
  imports: [AvailabilityModule],
  providers: [...PARTS, { provide: OWN_EVENT_LISTENER, useExisting: FollowCalendar }],
  exports: [...PARTS, OWN_EVENT_LISTENER],
})
export class MeetingsCoreModule {}
