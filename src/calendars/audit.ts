/** What a nightly comparison of a mirror with its provider found. */
export interface AuditResult {
  /** Epoch ms. */
  readonly at: number;
  /** Events that the provider showed. */
  readonly compared: number;
  /** Not in the mirror, in the mirror as another version, and in the mirror only. */
  readonly absent: number;
  readonly outdated: number;
  readonly extra: number;
}

export const hasDrifted = ({ absent, outdated, extra }: AuditResult): boolean =>
  absent > 0 || outdated > 0 || extra > 0;
