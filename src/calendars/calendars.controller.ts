import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Signed } from '../auth/signed.decorator.js';
import { ClientAccess } from '../clients/client-access.service.js';
import type { Tx } from '../db/tenant.js';
import { notFound, Refusal } from '../errors.js';
import { ApiProblem } from '../http/api-problem.decorator.js';
import { idField } from '../http/fields.schema.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { BusyStore } from './busy.store.js';
import {
  type BusyQuery,
  type BusyView,
  busyList,
  busyQuery,
  type CalendarPatch,
  type CalendarView,
  calendarList,
  calendarPatch,
  calendarView,
  type ImportQuery,
  type ImportView,
  importQuery,
  importView,
} from './calendar.schema.js';
import { type CalendarRow, CalendarStore } from './calendar.store.js';
import { CalendarViews } from './calendar-view.service.js';
import { ImportIcs } from './feed/import-ics.service.js';
import { ParkedWrites } from './parked-writes.store.js';
import { WatchCalendar } from './watch-calendar.service.js';

@ApiTags('calendars')
@Controller('api/clients/:clientId')
export class CalendarsController {
  constructor(
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(CalendarStore) private readonly calendars: CalendarStore,
    @Inject(CalendarViews) private readonly views: CalendarViews,
    @Inject(BusyStore) private readonly busyTimes: BusyStore,
    @Inject(WatchCalendar) private readonly watches: WatchCalendar,
    @Inject(ImportIcs) private readonly importer: ImportIcs,
    @Inject(ParkedWrites) private readonly parked: ParkedWrites,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('calendars')
  @ApiResponse({ status: 200, description: 'The calendars', standardSchema: calendarList })
  async list(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
  ): Promise<CalendarView[]> {
    return this.access.within(who, clientId, (tx) => this.views.ofClient(tx, who.agencyId, clientId));
  }

  @Patch('calendars/:calendarId')
  @ApiResponse({ status: 200, description: 'The calendar as it is now', standardSchema: calendarView })
  async change(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('calendarId', { schema: idField }) calendarId: string,
    @Body({ schema: calendarPatch }) body: CalendarPatch,
  ): Promise<CalendarView> {
    return this.access.within(who, clientId, async (tx) => {
      const calendar = await this.calendarOf(tx, who, clientId, calendarId);
      if (!(await this.calendars.setRole(tx, who.agencyId, calendar, body))) {
        throw new Refusal(
          'conflict',
          'This calendar can only be read; ask the client for the right to make changes, or choose another one.',
          { fields: [{ pointer: '/writeTarget', detail: 'The calendar can only be read.' }] },
        );
      }
      // A calendar that did not count was not kept up to date.
      if (body.blocks === true || body.writeTarget === true) {
        await this.watches.wish(tx, who.agencyId, calendarId);
      }
      if (body.writeTarget === true) await this.parked.wake(tx, who.agencyId, clientId, this.clock.now());
      const views = await this.views.ofClient(tx, who.agencyId, clientId);
      const view = views.find((one) => one.calendarId === calendarId);
      if (view === undefined) throw notFound('calendar');
      return view;
    });
  }

  @Post('calendars/:calendarId/sync')
  @HttpCode(202)
  @ApiResponse({ status: 202, description: 'It will be synchronised at once' })
  async sync(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('calendarId', { schema: idField }) calendarId: string,
  ): Promise<void> {
    await this.access.within(who, clientId, async (tx) => {
      await this.calendarOf(tx, who, clientId, calendarId);
      await this.watches.wish(tx, who.agencyId, calendarId);
    });
  }

  /** Importing under a name again replaces what was imported under it. */
  @Post('calendars/import')
  @HttpCode(200)
  @ApiConsumes('text/calendar')
  @ApiBody({ schema: { type: 'string' }, description: 'An .ics file of at most 10 MB' })
  @ApiResponse({ status: 200, description: 'What was read', standardSchema: importView })
  @ApiProblem(413, 'The file is too large')
  async import(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Query({ schema: importQuery }) query: ImportQuery,
    @Body() body: unknown,
  ): Promise<ImportView> {
    if (!Buffer.isBuffer(body)) {
      throw new Refusal('invalid-input', 'Send the .ics file itself, as text/calendar.');
    }
    const client = await this.access.within(who, clientId, async (_tx, found) => found);
    return this.importer.import(who.agencyId, client, query.name, body);
  }

  @Get('busy')
  @ApiResponse({ status: 200, description: 'What the blocking calendars say', standardSchema: busyList })
  async busy(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Query({ schema: busyQuery }) { from, to }: BusyQuery,
  ): Promise<BusyView[]> {
    return this.access.within(who, clientId, async (tx) => {
      const events = await this.busyTimes.weekOf(tx, who.agencyId, clientId, from, to);
      return events.map(({ calendarId, start, end, blocking, dates, title, location, meetingId }) => ({
        calendarId,
        start: new Date(start).toISOString(),
        end: new Date(end).toISOString(),
        blocking,
        allDay: dates !== null,
        dates,
        title,
        location,
        meetingId,
      }));
    });
  }

  private async calendarOf(tx: Tx, who: Signed, clientId: string, calendarId: string): Promise<CalendarRow> {
    const calendar = await this.calendars.find(tx, who.agencyId, calendarId);
    if (calendar === null || calendar.clientId !== clientId) throw notFound('calendar');
    return calendar;
  }
}
