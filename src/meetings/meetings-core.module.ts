import { Global, Module } from '@nestjs/common';
import { OWN_EVENT_LISTENER } from '../calendars/own-event.port.js';
import { ApplyEvent } from './apply-event.service.js';
import { ClashStore } from './clash.store.js';
import { EffectStore } from './effect.store.js';
import { FollowCalendar } from './follow-calendar.service.js';
import { HoldStore } from './hold.store.js';
import { JournalStore } from './journal.store.js';
import { MeetingStore } from './meeting.store.js';
import { OutsideEventAlarm } from './outside-events.service.js';

const PARTS = [
  ApplyEvent,
  ClashStore,
  EffectStore,
  FollowCalendar,
  HoldStore,
  JournalStore,
  MeetingStore,
  OutsideEventAlarm,
];

/**
 * What happens to meetings, without what is done about it: the calendars tell of the client's own changes here, and the
 * rest of this room writes to the calendars. Apart, so that neither room's module needs the other's.
 */
@Global()
@Module({
  providers: [...PARTS, { provide: OWN_EVENT_LISTENER, useExisting: FollowCalendar }],
  exports: [...PARTS, OWN_EVENT_LISTENER],
})
export class MeetingsCoreModule {}
