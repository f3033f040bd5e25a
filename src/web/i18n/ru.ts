import { agency } from './ru/agency.js';
import { availability } from './ru/availability.js';
import { because } from './ru/because.js';
import { calendars } from './ru/calendars.js';
import { client } from './ru/client.js';
import { common } from './ru/common.js';
import { contacts } from './ru/contacts.js';
import { covers } from './ru/covers.js';
import { desk } from './ru/desk.js';
import { exchange } from './ru/exchange.js';
import { health } from './ru/health.js';
import { holds } from './ru/holds.js';
import { invitation } from './ru/invitation.js';
import { journal } from './ru/journal.js';
import { keys } from './ru/keys.js';
import { kinds } from './ru/kinds.js';
import { languages } from './ru/languages.js';
import { mailDesign } from './ru/mail-design.js';
import { meeting } from './ru/meeting.js';
import { messages } from './ru/messages.js';
import { nav } from './ru/nav.js';
import { palette } from './ru/palette.js';
import { phone } from './ru/phone.js';
import { places } from './ru/places.js';
import { problem } from './ru/problem.js';
import { propose } from './ru/propose.js';
import { requests } from './ru/requests.js';
import { rules } from './ru/rules.js';
import { said } from './ru/said.js';
import { settings } from './ru/settings.js';
import { setup } from './ru/setup.js';
import { signIn } from './ru/sign-in.js';
import { week } from './ru/week.js';
import type { RussianTexts } from './texts-shape.js';

/** Russian, polite. Plurals: one for 1, 21 ..., few for 2 to 4, 22 ..., many for 5 to 20 and 0, other for fractions. */
export const ru: RussianTexts = {
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
