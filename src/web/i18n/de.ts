import { agency } from './de/agency.js';
import { availability } from './de/availability.js';
import { because } from './de/because.js';
import { calendars } from './de/calendars.js';
import { client } from './de/client.js';
import { common } from './de/common.js';
import { contacts } from './de/contacts.js';
import { covers } from './de/covers.js';
import { desk } from './de/desk.js';
import { exchange } from './de/exchange.js';
import { health } from './de/health.js';
import { holds } from './de/holds.js';
import { invitation } from './de/invitation.js';
import { journal } from './de/journal.js';
import { keys } from './de/keys.js';
import { kinds } from './de/kinds.js';
import { languages } from './de/languages.js';
import { mailDesign } from './de/mail-design.js';
import { meeting } from './de/meeting.js';
import { messages } from './de/messages.js';
import { nav } from './de/nav.js';
import { palette } from './de/palette.js';
import { phone } from './de/phone.js';
import { places } from './de/places.js';
import { problem } from './de/problem.js';
import { propose } from './de/propose.js';
import { requests } from './de/requests.js';
import { rules } from './de/rules.js';
import { said } from './de/said.js';
import { settings } from './de/settings.js';
import { setup } from './de/setup.js';
import { signIn } from './de/sign-in.js';
import { week } from './de/week.js';
import type { GermanTexts } from './texts-shape.js';

/** German, formal (Sie). Plurals: one for 1, other for the rest; zero is i18next's own word for 0. */
export const de: GermanTexts = {
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
