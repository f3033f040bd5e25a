/**
 * What happens to a client's proposals without anybody asking: the agency's rules, a client's over them, ours where
 * nobody has said anything. Minutes of the day are wall clock in the zone of whom they concern.
 */
export interface ProposalRules {
  /** Working days after which those who have not answered are asked again; none: never. */
  readonly chaseDays: readonly number[];
  /** Minutes of the recipient's day in which we write without being asked: [from, until), Monday to Friday. */
  readonly workFrom: number;
  readonly workUntil: number;
  /** How long before the meeting its attendees are reminded; null: never. */
  readonly reminderMinutes: number | null;
  /** Days of silence after which held times are given back; null: they are held until the proposal ends. */
  readonly holdDays: number | null;
  /** Ask the secretary instead of giving them back. */
  readonly holdAsk: boolean;
  /** What a yes to a time that was taken back meets: the time again if it is still free, or the secretary. */
  readonly lateAnswer: 'restore' | 'ask';
  /** Offer other times at once to somebody who came too late. */
  readonly substitutes: boolean;
  /** Held times stand on the client's calendar as tentative events. */
  readonly holdsOnCalendar: boolean;
  /** How long a proposal waits before anything leaves the house. */
  readonly undoSeconds: number;
  /** The agency's pace. */
  readonly mailsPerMinute: number;
}

export const DEFAULT_RULES: ProposalRules = {
  chaseDays: [1, 3],
  workFrom: 9 * 60,
  workUntil: 17 * 60,
  reminderMinutes: 24 * 60,
  holdDays: 7,
  holdAsk: true,
  lateAnswer: 'restore',
  substitutes: true,
  holdsOnCalendar: false,
  undoSeconds: 10,
  mailsPerMinute: 120,
};

/** What of the rules somebody has set; stored as it is. */
export type GivenRules = Partial<ProposalRules>;

/** The pace and the time for second thoughts are the agency's, whatever a client's row says. */
export const rulesOf = (agency: GivenRules, client: GivenRules): ProposalRules => {
  const { undoSeconds: _undo, mailsPerMinute: _pace, ...ofClient } = client;
  return { ...DEFAULT_RULES, ...agency, ...ofClient };
};
