import { openOutlookWorld } from '../../support/write-world.js';
import { describeWriting } from './write-back-rows.js';

describeWriting('Outlook', openOutlookWorld, {
  'taken-key': 'a transactionId is no place, so nothing of the client’s can stand under it',
  tombstone: 'a deleted event cannot be seen any more',
});
