import { CONTACT_FIELDS, type ContactField, type FileRow, type Values } from './file-row.js';

/** A contact that is there already. */
export interface KnownContact extends Readonly<Record<ContactField, string | null>> {
  readonly contactId: string;
  readonly archived: boolean;
}

export interface RowFault {
  readonly field: ContactField | null;
  readonly reason: 'field' | 'no-name' | 'too-many-cells' | 'not-ended' | 'twice' | 'ambiguous';
  /** The sentence of the field itself; empty for the other reasons, which have sentences of their own. */
  readonly detail: string;
  /** What stood there. */
  readonly value: string;
  /** Of the other line, with `twice`. */
  readonly line?: number;
}

export interface FieldChange {
  readonly field: ContactField;
  readonly from: string | null;
  readonly to: string;
}

export type PlannedRow = { readonly line: number; readonly values: Values } & (
  | { readonly kind: 'new' }
  | {
      readonly kind: 'changed';
      readonly contactId: string;
      readonly changes: readonly FieldChange[];
      readonly restored: boolean;
    }
  | { readonly kind: 'same'; readonly contactId: string }
  | { readonly kind: 'refused'; readonly faults: readonly RowFault[] }
);

/** A row whose values were held against the rules of each field, and brought to their usual form. */
export interface CheckedRow extends FileRow {
  readonly faults: readonly RowFault[];
}

/**
 * What becomes of each row. Contacts are the same when their e-mail address is, or, without one, name and telephone.
 * A file adds and changes and never empties a field: what it does not say stays.
 */
export const planImport = (rows: readonly CheckedRow[], known: readonly KnownContact[]): PlannedRow[] => {
  const byKey = Map.groupBy(known, keyOf);
  const seen = new Map<string, number>();
  return rows.map((row): PlannedRow => {
    const { line, values } = row;
    const refuse = (...faults: RowFault[]): PlannedRow => ({ line, values, kind: 'refused', faults });
    if (row.broken !== null) return refuse({ field: null, reason: row.broken, detail: '', value: '' });
    if (row.faults.length > 0) return refuse(...row.faults);
    const nameless = refuse({ field: 'name', reason: 'no-name', detail: '', value: '' });
    if (values.name === undefined && values.email === undefined) return nameless;
    const key = keyOf(values);
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      const field = values.email === undefined ? ('name' as const) : ('email' as const);
      return refuse({ field, reason: 'twice', detail: '', value: values[field] ?? '', line: earlier });
    }
    seen.set(key, line);
    const matches = byKey.get(key) ?? [];
    const present = matches.filter(({ archived }) => !archived);
    const [match, second] = present.length > 0 ? present : matches;
    if (second !== undefined) {
      return refuse({
        field: 'email',
        reason: 'ambiguous',
        detail: '',
        value: values.email ?? values.name ?? '',
      });
    }
    if (match === undefined) {
      return values.name === undefined ? nameless : { line, values, kind: 'new' };
    }
    const changes = CONTACT_FIELDS.flatMap((field): FieldChange[] => {
      const to = values[field];
      return to === undefined || to === match[field] ? [] : [{ field, from: match[field], to }];
    });
    const { contactId, archived } = match;
    return changes.length === 0 && !archived
      ? { line, values, kind: 'same', contactId }
      : { line, values, kind: 'changed', contactId, changes, restored: archived };
  });
};

const keyOf = ({
  email,
  name,
  phone,
}: {
  email?: string | null;
  name?: string | null;
  phone?: string | null;
}): string =>
  email
    ? `mail ${email.toLowerCase()}`
    : `name ${name?.toLowerCase() ?? ''} ${phone?.replace(/\D/g, '') ?? ''}`;
