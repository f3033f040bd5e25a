import { openCaldavWorld } from '../../support/caldav-world.js';
import { describeWriting } from './write-back-rows.js';

describeWriting('CalDAV', openCaldavWorld, {
  'expiring-token': 'each request carries the password, which is taken or not',
  tombstone: 'a deleted object cannot be seen any more, and its name is free',
});
