import { Body, Controller, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { OwnerOnly, Signed } from '../auth/signed.decorator.js';
import { TenantDatabase } from '../db/tenant.js';
import { notFound, Refusal } from '../errors.js';
import { ApiProblem } from '../http/api-problem.decorator.js';
import { idField } from '../http/fields.schema.js';
import { type Page, pageOfRows } from '../http/page.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import {
  type AssignmentPatch,
  type AssignmentsQuery,
  type AssignmentView,
  assignmentPage,
  assignmentPatch,
  assignmentsQuery,
  assignmentView,
  type NewAssignment,
  newAssignmentBody,
} from './assignment.schema.js';
import { type AssignmentRow, AssignmentStore } from './assignment.store.js';

/** Which secretary works for which client. Withdrawing is an `until`: the past stays known for the journal. */
@ApiTags('agency')
@OwnerOnly()
@Controller('api/assignments')
export class AssignmentsController {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AssignmentStore) private readonly assignments: AssignmentStore,
  ) {}

  @Get()
  @ApiResponse({ status: 200, description: 'One page, oldest first', standardSchema: assignmentPage })
  async list(
    @Signed() who: Signed,
    @Query({ schema: assignmentsQuery }) query: AssignmentsQuery,
  ): Promise<Page<AssignmentView>> {
    const rows = await this.db.inAgency(who.agencyId, (tx) => this.assignments.page(tx, who.agencyId, query));
    return pageOfRows(rows.map(viewOf), query.limit, (row) => row.assignmentId);
  }

  @Post()
  @ApiResponse({ status: 201, description: 'The new assignment', standardSchema: assignmentView })
  @ApiProblem(404, 'The agency has no such user or client')
  async create(
    @Signed() who: Signed,
    @Body({ schema: newAssignmentBody }) body: NewAssignment,
  ): Promise<AssignmentView> {
    return this.db.inAgency(who.agencyId, async (tx) => {
      const now = this.clock.now();
      requireOrder(body.from === undefined ? now : Date.parse(body.from), body.until);
      const row = await this.assignments.insert(tx, who.agencyId, body, now);
      if (row === null) throw notFound('user or client');
      return viewOf(row);
    });
  }

  @Patch(':assignmentId')
  @ApiResponse({ status: 200, description: 'The assignment as it is now', standardSchema: assignmentView })
  @ApiProblem(409, 'It belongs to a cover')
  async change(
    @Signed() who: Signed,
    @Param('assignmentId', { schema: idField }) assignmentId: string,
    @Body({ schema: assignmentPatch }) body: AssignmentPatch,
  ): Promise<AssignmentView> {
    return this.db.inAgency(who.agencyId, async (tx) => {
      const old = await this.assignments.find(tx, who.agencyId, assignmentId);
      if (old === null) throw notFound('assignment');
      if (old.coverId !== null) {
        throw new Refusal('conflict', 'This assignment belongs to a cover: change or end the cover.');
      }
      const from = body.from === undefined ? old.from.getTime() : Date.parse(body.from);
      requireOrder(from, body.until === undefined ? (old.until?.toISOString() ?? null) : body.until);
      await this.assignments.update(tx, who.agencyId, assignmentId, body);
      const row = await this.assignments.find(tx, who.agencyId, assignmentId);
      if (row === null) throw notFound('assignment');
      await this.assignments.shortenCovers(tx, who.agencyId, row);
      return viewOf(row);
    });
  }
}

const requireOrder = (from: number, until: string | null): void => {
  if (until === null || Date.parse(until) >= from) return;
  throw new Refusal('invalid-input', 'An assignment cannot end before it begins.', {
    fields: [{ pointer: '/until', detail: `Give a moment at or after ${new Date(from).toISOString()}.` }],
  });
};

const viewOf = (row: AssignmentRow): AssignmentView => ({
  ...row,
  from: row.from.toISOString(),
  until: row.until?.toISOString() ?? null,
});
