import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { factIn } from '../db/fact.js';
import type { Tx } from '../db/tenant.js';
import { type FieldFault, Refusal } from '../errors.js';
import type { AvailabilityBody } from './availability.schema.js';
import { AvailabilityStore } from './availability.store.js';
import { checkRules } from './check-rules.js';
import { checkSettings } from './check-settings.js';
import { fieldFaultOf } from './field-pointer.js';
import { Holidays } from './holidays.service.js';
import type { Rule } from './rule.js';
import type { AvailabilitySettings } from './settings.js';

/** Puts new rules in force. Only rules that the engine can use are stored: a broken one would close the client's days. */
@Injectable()
export class SaveAvailabilityService {
  constructor(
    @Inject(AvailabilityStore) private readonly store: AvailabilityStore,
    @Inject(Holidays) private readonly holidays: Holidays,
  ) {}

  /** @throws Refusal invalid-input with a pointer to each fault; conflict when somebody else saved in between. */
  async save(tx: Tx, who: Signed, clientId: string, body: AvailabilityBody): Promise<void> {
    const { agencyId } = who;
    const settings = withoutUndefined<AvailabilitySettings>(body.settings);
    const faults = [
      ...checkSettings(settings).map(fieldFaultOf),
      ...(await this.holidays.check(settings)),
      ...checkRules(withIds(body.rules)).map(fieldFaultOf),
    ];
    if (faults.length > 0) throw invalid(faults);

    await this.store.lock(tx, agencyId, clientId);
    const stored = await factIn(tx, this.store.stored(clientId));
    if (body.version !== undefined && body.version !== (stored?.version ?? 0)) {
      throw new Refusal(
        'conflict',
        'Somebody else has changed these rules meanwhile; read them again first.',
      );
    }
    const foreign = [
      ...(await this.foreignRules(tx, agencyId, clientId, body)),
      ...(await this.foreignPlaces(tx, agencyId, clientId, body)),
    ];
    if (foreign.length > 0) throw invalid(foreign);
    await this.store.replace(tx, agencyId, clientId, who.userId, body);
  }

  private async foreignRules(tx: Tx, agencyId: string, clientId: string, body: AvailabilityBody) {
    const ids = body.rules.flatMap((rule) => rule.id ?? []);
    const foreign = await this.store.foreignRuleIds(tx, agencyId, clientId, ids);
    return body.rules.flatMap((rule, i): FieldFault[] =>
      rule.id !== undefined && foreign.includes(rule.id)
        ? [{ pointer: `/rules/${i}/id`, detail: 'This id is taken; leave it out for a new rule.' }]
        : [],
    );
  }

  private async foreignPlaces(tx: Tx, agencyId: string, clientId: string, body: AvailabilityBody) {
    const named: (readonly [pointer: string, id: string | undefined])[] = [
      ['/settings/travel/dayStartPlaceId', body.settings.travel?.dayStartPlaceId],
      ['/settings/travel/dayEndPlaceId', body.settings.travel?.dayEndPlaceId],
      ...body.rules.map(
        (rule, i) => [`/rules/${i}/placeId`, 'placeId' in rule ? rule.placeId : undefined] as const,
      ),
    ];
    if (named.every(([, id]) => id === undefined)) return [];
    const known = await this.store.placeIds(tx, agencyId, clientId);
    return named.flatMap(([pointer, id]): FieldFault[] =>
      id === undefined || known.includes(id)
        ? []
        : [{ pointer, detail: 'The client has no such place; choose one of the client’s places.' }],
    );
  }
}

const invalid = (fields: readonly FieldFault[]): Refusal => {
  const names = fields.slice(0, 5).map((field) => field.pointer);
  return new Refusal('invalid-input', `The availability is not right: see ${names.join(', ')}.`, { fields });
};

/** The rules as the engine sees them; those without an id get one that is nobody else's. */
const withIds = (rules: AvailabilityBody['rules']): Rule[] =>
  rules.map((rule, i) => withoutUndefined<Rule>({ ...rule, id: rule.id ?? `new-${i}` }));

/** JSON has no undefined: what a schema leaves undefined is what the caller left out. */
const withoutUndefined = <T>(value: object): T => JSON.parse(JSON.stringify(value));
