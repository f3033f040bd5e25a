import { z } from 'zod';
import { idField, instantField, pageOf, pageQuery, patchOf } from '../http/fields.schema.js';

export const newAssignmentBody = z
  .strictObject({
    userId: idField,
    clientId: idField,
    from: instantField.optional(),
    until: instantField.nullable().default(null),
  })
  .meta({
    id: 'NewAssignment',
    description: 'The user works for the client from `from` (now) until just before `until` (for good).',
  });

export const assignmentPatch = patchOf({ from: instantField, until: instantField.nullable() }).meta({
  id: 'AssignmentPatch',
});

export const assignmentView = z
  .object({
    assignmentId: z.guid(),
    userId: z.guid(),
    clientId: z.guid(),
    from: z.iso.datetime(),
    until: z.iso.datetime().nullable(),
    coverId: z.guid().nullable().describe('The cover that it belongs to and ends with'),
  })
  .meta({ id: 'Assignment' });

export const assignmentPage = pageOf(assignmentView, 'AssignmentPage');
export const assignmentsQuery = pageQuery.extend({
  userId: idField.optional(),
  clientId: idField.optional(),
});

export type NewAssignment = z.output<typeof newAssignmentBody>;
export type AssignmentPatch = z.output<typeof assignmentPatch>;
export type AssignmentView = z.output<typeof assignmentView>;
export type AssignmentsQuery = z.output<typeof assignmentsQuery>;
