import { type ArgumentMetadata, Injectable, StandardSchemaValidationPipe } from '@nestjs/common';
import { Refusal } from '../errors.js';
import { fieldFaults, type SchemaIssue } from './field-faults.js';

/** Holds the inputs of every route against their schemas, and answers with problem documents that name the field. */
@Injectable()
export class SchemaPipe extends StandardSchemaValidationPipe {
  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    if (metadata.schema === undefined || metadata.type === 'custom') return value;
    // A request without a body is an empty one, so that the missing fields are named.
    const given: unknown = metadata.type === 'body' && value === undefined ? {} : value;
    this.stripProtoKeys(given);
    const result = await this.validate<T>(given, metadata.schema);
    if (result.issues === undefined) return result.value;
    // A malformed id is the id of nothing: the same answer as for what is not there or not yours.
    if (metadata.type === 'param') throw new Refusal('not-found', 'There is nothing with this id.');
    throw refuse(result.issues, metadata.type === 'query' ? 'The query' : 'The input');
  }
}

const refuse = (issues: readonly SchemaIssue[], what: string): Refusal => {
  const fields = fieldFaults(issues);
  const names = [...new Set(fields.map((field) => field.pointer || 'the whole'))].slice(0, 5).join(', ');
  return new Refusal('invalid-input', `${what} is not right: see ${names}.`, { fields });
};
