export type Role = 'owner' | 'secretary';

/** Who sends a request, read from the database at each one. */
export interface Signed {
  readonly agencyId: string;
  readonly userId: string;
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
  readonly sessionId: string;
}

/** A session's token as a request brings it: whose it is, and whether it is still good, nobody has asked yet. */
export interface Presented {
  readonly agencyId: string;
  readonly tokenHash: Buffer;
}
