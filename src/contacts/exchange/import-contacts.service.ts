import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Signed } from '../../auth/signed.js';
import type { ClientRow } from '../../clients/client.schema.js';
import { ClientAccess } from '../../clients/client-access.service.js';
import type { Tx } from '../../db/tenant.js';
import { Refusal } from '../../errors.js';
import { saidIn } from '../../http/said-in.js';
import { inLocale } from '../../sentence.js';
import { CLOCK, type Clock } from '../../time/clock.port.js';
import { contactFields } from '../contact.schema.js';
import { ContactStore } from '../contact.store.js';
import { decodeText } from './decode-text.js';
import type { ImportQuery, PreviewQuery, PreviewView, RowView } from './exchange.schema.js';
import { faultWords } from './fault-words.js';
import { CONTACT_FIELDS, type ContactField, type FileRow } from './file-row.js';
import { type CheckedRow, type PlannedRow, planImport, type RowFault } from './import-plan.js';
import { readTable, type Table } from './read-table.js';
import { readVcards } from './read-vcards.js';

export const MOST_OCTETS = 5 * 1024 * 1024;
const MOST_ROWS = 5_000;

/** Contacts out of a file: first what would become of each row, then, when a person has seen that, just that. */
@Injectable()
export class ImportContacts {
  constructor(
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ContactStore) private readonly contacts: ContactStore,
  ) {}

  /** Nothing is kept. @throws Refusal with the remedy for a file that is none, or too large. */
  async preview(
    who: Signed,
    clientId: string,
    bytes: Uint8Array,
    choices: PreviewQuery,
  ): Promise<PreviewView> {
    const file = readFile(bytes, choices, who.locale);
    return this.access.within(who, clientId, async (tx) => {
      const planned = await this.plan(tx, who, clientId, file);
      return viewOf(file, planned, who.locale);
    });
  }

  /**
   * What the preview showed, all of it or nothing; refused rows are left out.
   * @throws Refusal conflict when it would be anything else by now.
   */
  async run(who: Signed, clientId: string, bytes: Uint8Array, query: ImportQuery): Promise<PreviewView> {
    const file = readFile(bytes, query, who.locale);
    return this.access.within(who, clientId, async (tx, client) => {
      // Two imports of one file at once would both find every row new.
      await tx.query('select 1 from client where agency_id = $1 and client_id = $2 for update', [
        who.agencyId,
        clientId,
      ]);
      const planned = await this.plan(tx, who, clientId, file);
      const view = viewOf(file, planned, who.locale);
      if (view.plan !== query.plan) throw new Refusal('conflict', inLocale(OUTDATED, who.locale));
      for (const row of planned) await this.carryOut(tx, who, client, row);
      await tx.query(
        `insert into journal (agency_id, entry_id, at, actor, user_id, client_id, kind, detail)
         values ($1, $2, $3, 'secretary', $4, $5, 'contacts-imported', $6)`,
        [
          who.agencyId,
          uuidv7(),
          new Date(this.clock.now()),
          who.userId,
          clientId,
          JSON.stringify({ format: view.format, ...view.counts }),
        ],
      );
      return view;
    });
  }

  private async plan(tx: Tx, who: Signed, clientId: string, file: ReadFile): Promise<PlannedRow[]> {
    return planImport(file.rows.map(checked), await this.contacts.all(tx, who.agencyId, clientId));
  }

  private async carryOut(tx: Tx, who: Signed, client: ClientRow, row: PlannedRow): Promise<void> {
    const { agencyId } = who;
    if (row.kind === 'new') {
      const parsed = contactFields.partial().parse(row.values);
      const blank = { company: null, email: null, phone: null, note: null, proposalKind: null };
      await this.contacts.insert(tx, agencyId, client, { ...blank, ...parsed, name: parsed.name ?? '' });
    } else if (row.kind === 'changed') {
      const patch = Object.fromEntries(row.changes.map(({ field, to }) => [field, to]));
      if (row.changes.length > 0) {
        await this.contacts.update(
          tx,
          agencyId,
          client.clientId,
          row.contactId,
          contactFields.partial().parse(patch),
        );
      }
      if (row.restored) await this.contacts.restore(tx, agencyId, client.clientId, row.contactId);
    }
  }
}

interface ReadFile {
  readonly format: 'csv' | 'vcard';
  readonly encoding: PreviewView['encoding'];
  readonly table: Table | null;
  readonly rows: readonly FileRow[];
}

const readFile = (bytes: Uint8Array, choices: PreviewQuery, locale: string): ReadFile => {
  if (bytes.length > MOST_OCTETS) throw new Refusal('too-large', inLocale(TOO_LARGE, locale));
  const { text, encoding } = decodeText(bytes, choices.encoding ?? null);
  const format = choices.format ?? (/^\s*BEGIN:VCARD/i.test(text) ? 'vcard' : 'csv');
  if (format === 'vcard') return bounded({ format, encoding, table: null, rows: readVcards(text) }, locale);
  const table = readTable(text, { separator: choices.separator ?? null, columns: choices.columns ?? null });
  if (!('rows' in table)) {
    throw new Refusal('invalid-input', inLocale(NO_TABLE, locale).replace('{line}', String(table.line)));
  }
  return bounded({ format, encoding, table, rows: table.rows }, locale);
};

const bounded = (file: ReadFile, locale: string): ReadFile => {
  if (file.rows.length > MOST_ROWS) throw new Refusal('too-large', inLocale(TOO_MANY, locale));
  if (file.rows.length === 0) throw new Refusal('invalid-input', inLocale(NOBODY, locale));
  return file;
};

/** Each value held against the rules that hold for a field typed by hand, and brought to its usual form. */
const checked = (row: FileRow): CheckedRow => {
  const values: Partial<Record<ContactField, string>> = {};
  const faults: RowFault[] = [];
  for (const field of CONTACT_FIELDS) {
    const value = row.values[field];
    if (value === undefined) continue;
    const result = contactFields.shape[field].safeParse(value);
    if (result.success && result.data !== null) values[field] = result.data;
    else faults.push({ field, reason: 'field', detail: result.error?.issues[0]?.message ?? '', value });
  }
  return { ...row, values: { ...row.values, ...values }, faults };
};

const viewOf = (file: ReadFile, planned: readonly PlannedRow[], locale: string): PreviewView => {
  const count = (kind: PlannedRow['kind']) => planned.filter((row) => row.kind === kind).length;
  return {
    format: file.format,
    encoding: file.encoding,
    separator: file.table?.separator ?? null,
    columns: [...(file.table?.columns ?? [])],
    counts: { new: count('new'), changed: count('changed'), same: count('same'), refused: count('refused') },
    rows: planned.map((row) => rowView(row, locale)),
    plan: createHash('sha256').update(JSON.stringify(planned)).digest('hex'),
  };
};

const rowView = (row: PlannedRow, locale: string): RowView => ({
  line: row.line,
  kind: row.kind,
  values: row.values,
  changes: row.kind === 'changed' ? [...row.changes] : [],
  restored: row.kind === 'changed' && row.restored,
  faults:
    row.kind === 'refused'
      ? row.faults.map((fault) => ({
          field: fault.field,
          detail: faultWords(fault, saidIn(fault.detail, locale), locale),
          value: fault.value,
        }))
      : [],
});

const TOO_LARGE = {
  en: 'The file is larger than 5 MB: save it without pictures, or in parts.',
  lv: 'Fails ir lielāks par 5 MB: saglabājiet to bez attēliem vai pa daļām.',
  ru: 'Файл больше 5 МБ: сохраните его без картинок или по частям.',
  de: 'Die Datei ist größer als 5 MB: speichern Sie sie ohne Bilder oder in Teilen.',
};
const TOO_MANY = {
  en: 'The file has more than 5,000 contacts: import it in parts.',
  lv: 'Failā ir vairāk nekā 5000 kontaktu: importējiet to pa daļām.',
  ru: 'В файле больше 5000 контактов: импортируйте его по частям.',
  de: 'Die Datei hat mehr als 5000 Kontakte: lesen Sie sie in Teilen ein.',
};
const NOBODY = {
  en: 'There is no contact in this file: choose a CSV or a vCard file.',
  lv: 'Šajā failā nav neviena kontakta: izvēlieties CSV vai vCard failu.',
  ru: 'В этом файле нет контактов: выберите файл CSV или vCard.',
  de: 'In dieser Datei ist kein Kontakt: wählen Sie eine CSV- oder vCard-Datei.',
};
const NO_TABLE = {
  en: 'The table breaks off at line {line}: a quotation mark is open. Mend it, or save the file again.',
  lv: 'Tabula pārtrūkst {line}. rindā: pēdiņas nav aizvērtas. Izlabojiet tās vai saglabājiet failu vēlreiz.',
  ru: 'Таблица обрывается на строке {line}: кавычка не закрыта. Исправьте это или сохраните файл заново.',
  de: 'Die Tabelle bricht in Zeile {line} ab: ein Anführungszeichen ist offen. Beheben Sie das, oder speichern Sie die Datei neu.',
};
const OUTDATED = {
  en: 'Contacts have changed since the preview: look at it again, then import.',
  lv: 'Kopš priekšskatījuma kontakti ir mainījušies: apskatiet to vēlreiz, tad importējiet.',
  ru: 'После просмотра контакты изменились: посмотрите ещё раз, затем импортируйте.',
  de: 'Seit der Vorschau haben sich Kontakte geändert: sehen Sie sie noch einmal an, dann lesen Sie ein.',
};
