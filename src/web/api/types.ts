export interface Me {
  userId: string;
  agencyId: string;
  agencyName: string;
  zone: string;
  name: string;
  email: string;
  role: 'owner' | 'secretary';
  locale: string;
}
export interface Client {
  clientId: string;
  name: string;
  person: string;
  email: string | null;
  phone: string | null;
  zone: string;
  locale: string;
  colour: string;
  onClientDelete: 'ask' | 'cancel';
  archived: boolean;
}
export interface Contact {
  contactId: string;
  clientId: string;
  name: string;
  company: string | null;
  email: string | null;
  phone: string | null;
  locale: string;
  zone: string;
  note: string | null;
  archived: boolean;
}
export interface Place {
  placeId: string;
  clientId: string;
  name: string;
  address: string;
  latitude: number | null;
  longitude: number | null;
  archived: boolean;
}
export interface User {
  userId: string;
  email: string;
  name: string;
  role: 'owner' | 'secretary';
  locale: string;
  phone: string | null;
  disabled: boolean;
  hasPassword: boolean;
}
export interface Invitation {
  url: string;
  expiresAt: string;
}
export interface Assignment {
  assignmentId: string;
  userId: string;
  clientId: string;
  from: string;
  until: string | null;
}
export interface Agency {
  agencyId: string;
  name: string;
  zone: string;
  locale: string;
}
export type Locale = 'lv' | 'en' | 'ru' | 'de';
export interface NewClient {
  name: string;
  person: string;
  email?: string | null;
  phone?: string | null;
  zone?: string;
  locale?: Locale;
  colour?: string;
  onClientDelete?: 'ask' | 'cancel';
}
export type ClientPatch = Partial<NewClient> & { archived?: boolean };
export interface NewContact {
  name: string;
  company?: string | null;
  email?: string | null;
  phone?: string | null;
  locale?: Locale;
  zone?: string;
  note?: string | null;
}
export type ContactPatch = Partial<NewContact>;
export interface NewPlace {
  name: string;
  address: string;
}
export type PlacePatch = Partial<NewPlace>;
export interface NewUser {
  name: string;
  email: string;
  role?: 'owner' | 'secretary';
  locale?: Locale;
  phone?: string | null;
}
export type UserPatch = Partial<NewUser> & { disabled?: boolean };
export interface NewAssignment {
  userId: string;
  clientId: string;
  from?: string;
  until?: string | null;
}
export interface AgencyPatch {
  name?: string;
  zone?: string;
  locale?: Locale;
}
export interface Slot {
  start: string;
  end: string;
}
export interface Slots {
  zone: string;
  durationMinutes: number;
  stepMinutes: number;
  slots: Slot[];
  closed: Reason | null;
}
export interface Busy {
  calendarId: string;
  start: string;
  end: string;
  blocking: 'busy' | 'tentative' | 'unanswered';
  allDay: boolean;
  dates: { from: string; until: string } | null;
  title: string | null;
  location: string | null;
  meetingId: string | null;
}
export interface Calendar {
  calendarId: string;
  accountId: string | null;
  name: string;
  provider: string;
  zone: string;
  writable: boolean;
  blocks: boolean;
  writeTarget: boolean;
  state: 'never' | 'ok' | 'failing' | 'gone';
  stateReason: string | null;
  syncedAt: string | null;
  syncing: boolean;
  progressEvents: number;
  progressPages: number;
  knownUntil: string | null;
  unreadable: { title: string | null; reason: string }[];
}
export interface Account {
  accountId: string;
  provider: string;
  email: string | null;
  state: 'linked' | 'reconnect' | 'unlinked';
  stateReason: string | null;
}
export interface Reason {
  because: string;
  [more: string]: unknown;
}
export interface Explanation {
  at: string;
  zone: string;
  free: boolean;
  reasons: Reason[];
  mayOverride: boolean;
}

export type MeetingState = 'proposed' | 'confirmed' | 'questioned' | 'declined' | 'expired' | 'cancelled';
export interface MeetingOption {
  optionId: string;
  ordinal: number;
  start: string;
  end: string;
  state: 'offered' | 'confirmed' | 'withdrawn';
  exclusive: boolean;
  onCalendar: boolean;
}
export interface MeetingSummary {
  meetingId: string;
  clientId: string;
  title: string;
  state: MeetingState;
  question: string | null;
  questionText: string | null;
  expiresAt: string | null;
  confirmedOptionId: string | null;
  createdAt: string;
  updatedAt: string;
  options: MeetingOption[];
  attendees: Attendee[];
  replies: Reply[];
}
export type Weekday = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU';
export interface Window {
  from: string;
  to: string;
}
export type Rule =
  | {
      kind: 'weekly';
      id?: string;
      windows: (Window & { days: Weekday[] })[];
      placeId?: string;
      from?: string;
      until?: string;
      everyWeeks?: number;
      weekOf?: string;
    }
  | {
      kind: 'recurring';
      id?: string;
      rrule: string;
      starts: string;
      windows: Window[];
      placeId?: string;
      until?: string;
    }
  | { kind: 'open'; id?: string; date: string; windows: Window[]; placeId?: string; instead?: boolean }
  | { kind: 'closed'; id?: string; from: string; until: string; window?: Window; title?: string }
  | { kind: 'vacation'; id?: string; from: string; until: string; title?: string }
  | { kind: 'holiday'; id?: string; date: string; name: string; region?: string };
export interface AvailabilitySettings {
  zone: string;
  durationMinutes: number;
  stepMinutes: number;
  alignment: 'window' | 'clock';
  horizonDays: number;
  bufferBeforeMinutes?: number;
  bufferAfterMinutes?: number;
  minimumGapMinutes?: number;
  minimumNoticeMinutes?: number;
  [more: string]: unknown;
}
export interface Availability {
  settings: AvailabilitySettings;
  rules: Rule[];
  version: number;
}
export type PartStat = 'NEEDS-ACTION' | 'ACCEPTED' | 'TENTATIVE' | 'DECLINED' | 'DELEGATED';
export interface Attendee {
  attendeeId: string;
  contactId: string | null;
  name: string;
  email: string;
  locale: string;
  zone: string;
  role: 'required' | 'optional';
  undeliverable: string | null;
}
export interface Reply {
  attendeeId: string;
  optionId: string;
  partstat: PartStat;
  comment: string | null;
  via: 'mail' | 'page' | 'phone';
  answeredAt: string;
  outdated: boolean;
}
export interface EffectView {
  effectId: string;
  meetingId: string;
  kind: 'mail' | 'calendar-put' | 'calendar-delete';
  state: 'pending' | 'unknown' | 'done' | 'parked' | 'failed';
  template: string | null;
  attendeeId: string | null;
  optionId: string;
  attempts: number;
  reason: string | null;
  nextTryAt: string | null;
  doneAt: string | null;
  createdAt: string;
}
export interface JournalEntry {
  at: string;
  actor: string;
  userName: string | null;
  kind: string;
  detail: Record<string, unknown>;
}
export interface MessageSummary {
  messageId: string;
  direction: 'in' | 'out';
  state: string;
  reason: string | null;
  subject: string | null;
  from: string | null;
  to: string | null;
  at: string;
  meetingId: string | null;
  clientId: string | null;
  attendeeId: string | null;
}
export interface MessageDetail extends MessageSummary {
  text: string | null;
  unreadable: string | null;
  answers: { optionId: string | null; attendee: string; partstat: PartStat; comment: string | null }[];
}
export interface MeetingDetail extends MeetingSummary {
  note: string | null;
  place: { name: string; address: string } | null;
  zone: string;
  effects: EffectView[];
  journal: JournalEntry[];
  messages: MessageSummary[];
}
export interface Desk {
  questions: MeetingSummary[];
  messages: MessageSummary[];
  waiting: MeetingSummary[];
  expiring: string[];
  troubled: EffectView[];
}
export type SettleMessage =
  | { action: 'dismiss' }
  | {
      action: 'answer';
      meetingId: string;
      attendeeId: string;
      optionId: string;
      partstat: 'ACCEPTED' | 'TENTATIVE' | 'DECLINED';
      comment?: string | null;
    };
