import type { FieldFault } from '../errors.js';
import type { RuleFault } from './rule.js';

/** The JSON pointer (RFC 6901) of a field path: `rules[2].windows[0].to` is `/rules/2/windows/0/to`. */
export const fieldPointer = (field: string): string =>
  field
    .replaceAll('~', '~0')
    .replaceAll('/', '~1')
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .map((part) => `/${part}`)
    .join('');

export const fieldFaultOf = (fault: RuleFault): FieldFault => ({
  pointer: fieldPointer(fault.field),
  detail: fault.remedy,
});
