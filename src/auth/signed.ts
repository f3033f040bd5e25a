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
