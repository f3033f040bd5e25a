import { agency } from './en/agency.js';
import { availability } from './en/availability.js';
import { because } from './en/because.js';
import { calendars } from './en/calendars.js';
import { client } from './en/client.js';
import { common } from './en/common.js';
import { contacts } from './en/contacts.js';
import { covers } from './en/covers.js';
import { desk } from './en/desk.js';
import { exchange } from './en/exchange.js';
import { health } from './en/health.js';
import { holds } from './en/holds.js';
import { invitation } from './en/invitation.js';
import { journal } from './en/journal.js';
import { keys } from './en/keys.js';
import { kinds } from './en/kinds.js';
import { languages } from './en/languages.js';
import { mailDesign } from './en/mail-design.js';
import { meeting } from './en/meeting.js';
import { messages } from './en/messages.js';
import { nav } from './en/nav.js';
import { palette } from './en/palette.js';
import { phone } from './en/phone.js';
import { places } from './en/places.js';
import { problem } from './en/problem.js';
import { propose } from './en/propose.js';
import { requests } from './en/requests.js';
import { rules } from './en/rules.js';
import { said } from './en/said.js';
import { settings } from './en/settings.js';
import { setup } from './en/setup.js';
import { signIn } from './en/sign-in.js';
import { week } from './en/week.js';

/** Every sentence of the console, one file a room. */
export const en = {
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
} as const;
