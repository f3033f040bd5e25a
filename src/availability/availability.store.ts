import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { epochMs } from '../db/epoch.js';
import type { Fact } from '../db/fact.js';
import type { Tx } from '../db/tenant.js';
import type { AvailabilityBody } from './availability.schema.js';
import { type BusyRow, busyRow } from './busy.js';
import { Kept } from './kept.js';
import type { KindBuffers } from './kind.js';
import type { Rule } from './rule.js';
import type { AvailabilitySettings } from './settings.js';

/** Rules, settings and our own commitments. Plain SQL, as in every store of this house (clients/client.store.ts says why). */
@Injectable()
export class AvailabilityStore {
  private readonly kept = new Kept<NonNullable<Stored>>(KEPT_CHARACTERS);

  /** Settings and rules, in the order in which they were given; null where nobody has said anything. */
  stored(clientId: string): Fact<Stored> {
    const kept = this.kept.get(clientId);
    return {
      name: 'stored',
      text: STORED,
      values: [clientId, kept?.revision ?? null],
      result: (text) => {
        if (text === null) return null;
        if (kept !== undefined && text === kept.revision) return kept.value;
        const { revision, ...value } = readStored(text);
        this.kept.put(clientId, { revision, value, length: text.length });
        return value;
      },
    };
  }

  /** Our meetings and holds that touch [from, to), epoch ms, in no order, and what their kinds say. */
  commitments(clientId: string, from: number, to: number): Fact<Commitments> {
    return {
      name: 'commitments',
      text: COMMITMENTS,
      values: [clientId, new Date(from), new Date(to)],
      result: readCommitments,
    };
  }

  /** Makes writers of one client's rules wait for each other; also before there are any. */
  async lock(tx: Tx, agencyId: string, clientId: string): Promise<void> {
    await tx.query('select 1 from client where agency_id = $1 and client_id = $2 for no key update', [
      agencyId,
      clientId,
    ]);
  }

  /** Puts these settings and rules in the place of the old ones, under the next version. */
  async replace(
    tx: Tx,
    agencyId: string,
    clientId: string,
    userId: string,
    input: AvailabilityBody,
  ): Promise<void> {
    await tx.query(
      `insert into availability as a (agency_id, client_id, settings, version) values ($1, $2, $3, 1)
       on conflict (agency_id, client_id) do update set settings = excluded.settings, version = a.version + 1,
         revision = gen_random_uuid()`,
      [agencyId, clientId, JSON.stringify(input.settings)],
    );
    // Who made a rule, and when, stays with it as long as it keeps its id.
    const rows = input.rules.map(({ id, kind, ...spec }) => ({ id: id ?? uuidv7(), kind, spec }));
    await tx.query(
      `delete from availability_rule where agency_id = $1 and client_id = $2 and rule_id <> all($3::uuid[])`,
      [agencyId, clientId, rows.map((row) => row.id)],
    );
    await tx.query(
      `insert into availability_rule as r (agency_id, rule_id, client_id, kind, spec, position, created_by)
       select $1, (item->>'id')::uuid, $2, item->>'kind', item->'spec', position, $4
       from jsonb_array_elements($3::jsonb) with ordinality as given(item, position)
       on conflict (agency_id, rule_id) do update
         set kind = excluded.kind, spec = excluded.spec, position = excluded.position
         where r.client_id = excluded.client_id`,
      [agencyId, clientId, JSON.stringify(rows), userId],
    );
  }

  /** Which of these rule ids are another client's. */
  async foreignRuleIds(
    tx: Tx,
    agencyId: string,
    clientId: string,
    ids: readonly string[],
  ): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `select rule_id as id from availability_rule
       where agency_id = $1 and client_id <> $2 and rule_id = any($3::uuid[])`,
      [agencyId, clientId, ids],
    );
    return rows.map((row) => row.id);
  }

  async placeIds(tx: Tx, agencyId: string, clientId: string): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      'select place_id as id from place where agency_id = $1 and client_id = $2',
      [agencyId, clientId],
    );
    return rows.map((row) => row.id);
  }
}

export type Stored = {
  readonly settings: AvailabilitySettings;
  readonly version: number;
  readonly rules: readonly Rule[];
} | null;

type RawStored = [
  revision: string,
  version: number,
  settings: AvailabilitySettings,
  rules: [id: string, kind: Rule['kind'], spec: object][],
];

/** A client is asked about again and again: some thousand clients' rules stay read, in as few as tens of megabytes. */
const KEPT_CHARACTERS = 4_000_000;

const readStored = (text: string): NonNullable<Stored> & { readonly revision: string } => {
  const [revision, version, settings, rules] = JSON.parse(text) as RawStored;
  // Written by `replace` and checked before, so that a row is one of the kinds.
  return {
    revision,
    settings,
    version,
    rules: rules.map(([id, kind, spec]) => ({ ...spec, id, kind }) as Rule),
  };
};

type RawCommitment = [
  start: number,
  end: number,
  kind: 'hold' | 'meeting',
  optionId: string,
  meetingId: string,
  placeId: string | null,
  kindId?: string,
  bufferBeforeMinutes?: number | null,
  bufferAfterMinutes?: number | null,
];

export interface Commitments {
  readonly rows: readonly BusyRow[];
  /** Of the meetings among them that have a kind. */
  readonly kinds: readonly KindBuffers[];
}

const readCommitments = (text: string | null): Commitments => {
  const raw = text === null ? [] : (JSON.parse(text) as RawCommitment[]);
  const kinds = new Map<string, KindBuffers>();
  const rows = raw.map(([start, end, kind, sourceId, meetingId, placeId, kindId, before, after]): BusyRow => {
    if (kindId !== undefined) {
      kinds.set(kindId, {
        kindId,
        bufferBeforeMinutes: before ?? null,
        bufferAfterMinutes: after ?? null,
      });
    }
    return busyRow({
      kind,
      sourceId,
      start,
      end,
      meetingId,
      meetingKind: kindId,
      placeId: placeId ?? undefined,
    });
  });
  return { rows, kinds: [...kinds.values()] };
};

// Texts are put together by hand: PostgreSQL's functions for JSON take several times as long for such small ones.
/** $2: the revision that is known; when it still holds, it alone is the answer. */
const STORED = `
  select case when a.revision = $2::uuid then a.revision::text else
    '["' || a.revision || '",' || a.version || ',' || a.settings || ',[' || coalesce((
      select string_agg('["' || r.rule_id || '","' || r.kind || '",' || r.spec || ']', ','
                        order by r.position, r.rule_id)
      from availability_rule r where r.agency_id = a.agency_id and r.client_id = a.client_id), '') || ']]' end
  from availability a where a.agency_id = current_agency() and a.client_id = $1`;

const COMMITMENTS = `
  select '[' || string_agg('[' || ${epochMs('lower(c.during)')} || ',' || ${epochMs('upper(c.during)')} || ',"'
      || c.kind || '","' || c.option_id || '","' || c.meeting_id || '",'
      || (select coalesce('"' || m.place_id || '"', 'null') || coalesce(',"' || m.kind_id || '",'
                 || coalesce(k.buffer_before_minutes::text, 'null') || ','
                 || coalesce(k.buffer_after_minutes::text, 'null'), '')
          from meeting m left join meeting_kind k on k.agency_id = m.agency_id and k.kind_id = m.kind_id
          where m.agency_id = c.agency_id and m.meeting_id = c.meeting_id) || ']', ',') || ']'
  from commitment c
  where c.agency_id = current_agency() and c.client_id = $1 and upper(c.during) > $2 and lower(c.during) < $3`;
