import { House0001 } from './0001-house.js';
import { Instructions0002 } from './0002-instructions-and-travel.js';
import { Kinds0003 } from './0003-kinds.js';
import { EventKeys0004 } from './0004-event-keys.js';
import { Mirror0005 } from './0005-mirror.js';
import { MailIn0006 } from './0006-mail-in.js';
import { MailOut0007 } from './0007-mail-out.js';
import { Live0008 } from './0008-live.js';
import { Elsewhere0012 } from './0012-elsewhere.js';
import { Requests0014 } from './0014-requests.js';
import { UntoldTitles0015 } from './0015-untold-titles.js';
import { Covers0018 } from './0018-covers.js';
import { JournalByTime0019 } from './0019-journal-by-time.js';

/** Every migration, in order; the number at the end of a name is its place. */
export const MIGRATIONS = [
  House0001,
  Instructions0002,
  Kinds0003,
  EventKeys0004,
  Mirror0005,
  MailIn0006,
  MailOut0007,
  Live0008,
  Elsewhere0012,
  Requests0014,
  UntoldTitles0015,
  Covers0018,
  JournalByTime0019,
];
