import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Read } from '../db/read.js';
import type { Tx } from '../db/tenant.js';
import type { AvailabilityBody } from './availability.schema.js';
import type { BusyRow } from './busy.js';
import type { Rule } from './rule.js';
import type { AvailabilitySettings } from './settings.js';

/** Rules, settings and our own commitments. Plain SQL, as in every store of this house (clients/client.store.ts says why). */
@Injectable()
export class AvailabilityStore {
  /** Settings and rules, in the order in which they were given; null where nobody has said anything. */
  stored(agencyId: string, clientId: string): Read<Stored> {
    return { name: 'availability-stored', text: STORED, values: [agencyId, clientId], result: readStored };
  }

  /** The same with our meetings and holds that touch [from, to), epoch ms. */
  known(agencyId: string, clientId: string, from: number, to: number): Read<Known> {
    return {
      name: 'availability-known',
      text: KNOWN,
      values: [agencyId, clientId, new Date(from), new Date(to)],
      result: (rows) => {
        const { commitments } = rows[0] as { commitments: RawCommitment[] | null };
        return { stored: readStored(rows), commitments: (commitments ?? []).map(readCommitment) };
      },
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
       on conflict (agency_id, client_id) do update set settings = excluded.settings, version = a.version + 1`,
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

export interface Known {
  readonly stored: Stored;
  readonly commitments: readonly BusyRow[];
}

interface RawStored {
  readonly settings: AvailabilitySettings | null;
  readonly version: number | null;
  readonly rules: readonly Rule[] | null;
}

type RawCommitment = Omit<BusyRow, 'placeId'> & { readonly placeId: string | null };

const readStored = ([row]: readonly unknown[]): Stored => {
  const { settings, version, rules } = row as RawStored;
  return settings === null || version === null ? null : { settings, version, rules: rules ?? [] };
};

const readCommitment = ({ placeId, ...rest }: RawCommitment): BusyRow => ({
  ...rest,
  ...(placeId === null ? {} : { placeId }),
});

const COLUMNS = `
  (select settings from availability where agency_id = $1 and client_id = $2) as settings,
  (select version from availability where agency_id = $1 and client_id = $2) as version,
  (select jsonb_agg(spec || jsonb_build_object('id', rule_id, 'kind', kind) order by position, rule_id)
   from availability_rule where agency_id = $1 and client_id = $2) as rules`;

const STORED = `select ${COLUMNS}`;

const KNOWN = `select ${COLUMNS},
  (select json_agg(json_build_object(
            'start', extract(epoch from lower(c.during))::float8 * 1000,
            'end', extract(epoch from upper(c.during))::float8 * 1000, 'kind', c.kind, 'sourceId', c.option_id,
            'meetingId', c.meeting_id, 'placeId', m.place_id) order by lower(c.during))
   from commitment c join meeting m using (agency_id, meeting_id)
   where c.agency_id = $1 and c.client_id = $2 and c.during && tstzrange($3, $4)) as commitments`;
