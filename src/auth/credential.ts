/** A user with the e-mail address that somebody signs in with; several agencies may have one. */
export interface Candidate {
  readonly agencyId: string;
  readonly userId: string;
  readonly passwordHash: string | null;
  readonly disabled: boolean;
}

export interface Trial {
  /** Null: nobody; the password is tried all the same. */
  readonly candidate: Candidate | null;
  readonly hash: string;
}

/**
 * A hash that no password matches (its digest is 32 zero bytes), with the costs of a real one, so that an address that
 * nobody has, a disabled user and an invited one who has no password yet are answered by the same steps, in the same
 * time, as a wrong password.
 */
export const NOBODYS_HASH = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** At most this many agencies are tried for one address: each trial costs 19 MiB and some 40 ms. */
export const MAX_TRIALS = 8;

/** What a password is held against: one trial at least, whoever is meant. */
export const trialsOf = (candidates: readonly Candidate[]): Trial[] => {
  const trials = candidates.slice(0, MAX_TRIALS).map((candidate): Trial => {
    const { passwordHash, disabled } = candidate;
    return passwordHash === null || disabled
      ? { candidate: null, hash: NOBODYS_HASH }
      : { candidate, hash: passwordHash };
  });
  return trials.length > 0 ? trials : [{ candidate: null, hash: NOBODYS_HASH }];
};
