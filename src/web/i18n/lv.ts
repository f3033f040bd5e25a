import { agency } from './lv/agency.js';
import { availability } from './lv/availability.js';
import { because } from './lv/because.js';
import { calendars } from './lv/calendars.js';
import { client } from './lv/client.js';
import { common } from './lv/common.js';
import { contacts } from './lv/contacts.js';
import { covers } from './lv/covers.js';
import { desk } from './lv/desk.js';
import { exchange } from './lv/exchange.js';
import { health } from './lv/health.js';
import { holds } from './lv/holds.js';
import { invitation } from './lv/invitation.js';
import { journal } from './lv/journal.js';
import { keys } from './lv/keys.js';
import { kinds } from './lv/kinds.js';
import { languages } from './lv/languages.js';
import { mailDesign } from './lv/mail-design.js';
import { meeting } from './lv/meeting.js';
import { messages } from './lv/messages.js';
import { nav } from './lv/nav.js';
import { palette } from './lv/palette.js';
import { phone } from './lv/phone.js';
import { places } from './lv/places.js';
import { problem } from './lv/problem.js';
import { propose } from './lv/propose.js';
import { requests } from './lv/requests.js';
import { rules } from './lv/rules.js';
import { said } from './lv/said.js';
import { settings } from './lv/settings.js';
import { setup } from './lv/setup.js';
import { signIn } from './lv/sign-in.js';
import { week } from './lv/week.js';
import type { Texts } from './texts-shape.js';

/** Latvian. Plurals: zero is for 0, 10 to 20, 30 ..., one for 1, 21, 31 ..., other for the rest. */
export const lv: Texts = {
  common,
  languages,
  problem,
  nav,
  signIn,
  setup,
  invitation,
  desk,
  client,
  week,
  said,
  palette,
  keys,
  holds,
  health,
  because,
  propose,
  requests,
  meeting,
  settings,
  calendars,
  availability,
  phone,
  places,
  contacts,
  agency,
  exchange,
  journal,
  covers,
  messages,
  mailDesign,
  rules,
  kinds,
};
