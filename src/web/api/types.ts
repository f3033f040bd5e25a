import type { components } from './schema.js';

/** The API's shapes under the names that the console uses. They come out of the server's own description. */
type Schemas = components['schemas'];

export type Me = Schemas['Me'];
export type MePatch = Schemas['MePatch'];
export type Agency = Schemas['Agency'];
export type AgencyPatch = Schemas['AgencyPatch'];
export type User = Schemas['User'];
export type NewUser = Schemas['NewUser'];
export type UserPatch = Schemas['UserPatch'];
export type Invitation = Schemas['Invitation'];
export type Assignment = Schemas['Assignment'];
export type NewAssignment = Schemas['NewAssignment'];
export type Cover = Schemas['Cover'];
export type NewCover = Schemas['NewCover'];
export type Handover = Schemas['Handover'];

export type Client = Schemas['Client'];
export type NewClient = Schemas['NewClient'];
export type ClientPatch = Schemas['ClientPatch'];
export type Contact = Schemas['Contact'];
export type ContactImport = Schemas['ContactImport'];
export type ContactHistory = Schemas['ContactHistory'];
export type NewContact = Schemas['NewContact'];
export type ContactPatch = Schemas['ContactPatch'];
export type Place = Schemas['Place'];
export type TravelTime = Schemas['TravelTime'];
export type NewPlace = Schemas['NewPlace'];
export type PlacePatch = Schemas['PlacePatch'];

export type Account = Schemas['CalendarAccount'];
export type Calendar = Schemas['Calendar'];
export type CalendarPatch = Schemas['CalendarPatch'];
export type CalendarImport = Schemas['CalendarImport'];
export type Busy = Schemas['Busy'];

export type Slots = Schemas['Slots'];
export type Slot = Slots['slots'][number];
export type Explanation = Schemas['Explanation'];
export type Reason = Schemas['Reason'];
export type Availability = Schemas['Availability'];
export type AvailabilityInput = Schemas['AvailabilityInput'];
export type AvailabilitySettings = Schemas['AvailabilitySettings'];
export type Rule = Schemas['AvailabilityRule'];
type WeeklyWindow = Extract<Rule, { readonly kind: 'weekly' }>['windows'][number];
export type Weekday = WeeklyWindow['days'][number];
export type Window = Pick<WeeklyWindow, 'from' | 'to'>;

export type Instruction = Schemas['Instruction'];
export type NewInstruction = Schemas['NewInstruction'];
export type TravelBlock = Schemas['TravelBlocks']['blocks'][number];
export type Suggestion = Schemas['Suggestion'];
export type Holiday = Schemas['Holidays']['holidays'][number];

export type Hold = Schemas['Hold'];

export type MeetingSummary = Schemas['Meeting'];
export type MeetingDetail = Schemas['MeetingDetails'];
export type MeetingState = MeetingSummary['state'];
export type MeetingOption = MeetingSummary['options'][number];
export type Attendee = MeetingSummary['attendees'][number];
export type Reply = MeetingSummary['replies'][number];
export type PartStat = Reply['partstat'];
export type JournalEntry = MeetingDetail['journal'][number];
export type EffectView = Schemas['Effect'];
export type Proposal = Schemas['Proposal'];
export type ConfirmByHand = Schemas['ConfirmByHand'];
export type FurtherTimes = Schemas['FurtherTimes'];
export type CounterProposal = Schemas['CounterProposal'];
export type Reschedule = Schemas['Reschedule'];
export type Desk = Schemas['Desk'];

export type MeetingKind = Schemas['MeetingKind'];
export type NewMeetingKind = Schemas['NewMeetingKind'];
export type ProposalRules = Schemas['ProposalRules'];
export type RulesInForce = ProposalRules['inForce'];
export type GivenRules = Schemas['AgencyProposalRules'];
export type MailDesign = Schemas['MailDesign'];
export type MailPreviewWanted = Schemas['MailPreviewWanted'];

export type MeetingRequest = Schemas['MeetingRequest'];
export type NewMeetingRequest = Schemas['NewMeetingRequest'];

export type MessageSummary = Schemas['Message'];
export type MessageDetail = Schemas['MessageDetails'];
export type SettleMessage = Schemas['SettleMessage'];
