/** That something of a client changed; what it was is asked for through the doors that check whose it is. */
export interface Change {
  readonly agencyId: string;
  /** Null for what is no client's yet: a mail that fits no meeting. */
  readonly clientId: string | null;
  readonly meetingId: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads a notice `agency client meeting`, with `-` for what is not there. Null for anything else. */
export const readChange = (payload: string): Change | null => {
  const [agencyId = '', client = '', meeting = '', ...rest] = payload.split(' ');
  const clientId = client === '-' ? null : client;
  const meetingId = meeting === '-' ? null : meeting;
  const ids = [agencyId, clientId, meetingId].filter((id) => id !== null);
  return rest.length === 0 && ids.every((id) => UUID.test(id)) ? { agencyId, clientId, meetingId } : null;
};

/** The same news once, in the order in which it came first. */
export const distinct = (changes: readonly Change[]): Change[] => [
  ...new Map(changes.map((change) => [`${change.clientId} ${change.meetingId}`, change])).values(),
];
