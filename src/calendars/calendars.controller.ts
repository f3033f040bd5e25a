import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Signed } from '../auth/signed.decorator.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { Refusal } from '../errors.js';
import { ApiProblem } from '../http/api-problem.decorator.js';
import { idField } from '../http/fields.schema.js';
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
  type UnreadableBody,
  unreadableBody,
} from './calendar.schema.js';
import { CalendarViews } from './calendar-view.service.js';
import { ChangeCalendar } from './change-calendar.service.js';
import { ImportIcs } from './feed/import-ics.service.js';
import { WatchCalendar } from './watch-calendar.service.js';

@ApiTags('calendars')
@Controller('api/clients/:clientId')
export class CalendarsController {
  constructor(
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(CalendarViews) private readonly views: CalendarViews,
    @Inject(BusyStore) private readonly busyTimes: BusyStore,
    @Inject(WatchCalendar) private readonly watches: WatchCalendar,
    @Inject(ImportIcs) private readonly importer: ImportIcs,
    @Inject(ChangeCalendar) private readonly verbs: ChangeCalendar,
  ) {}

  @Get('calendars')
  @ApiResponse({ status: 200, description: 'The calendars', standardSchema: calendarList })
  async list(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
  ): Promise<CalendarView[]> {
    return this.access.within(who, clientId, (tx) => this.views.ofClient(tx, who, clientId));
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
      await this.verbs.change(tx, who, await this.verbs.find(tx, who, clientId, calendarId), body);
      return this.views.one(tx, who, calendarId);
    });
  }

  /** A large part went missing at once, and a person has looked: it is gone indeed. */
  @Post('calendars/:calendarId/accept-loss')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'It goes with the next sync', standardSchema: calendarView })
  @ApiProblem(409, 'Nothing of the calendar is in doubt')
  async acceptLoss(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('calendarId', { schema: idField }) calendarId: string,
  ): Promise<CalendarView> {
    return this.access.within(who, clientId, async (tx) => {
      await this.verbs.acceptLoss(tx, who, await this.verbs.find(tx, who, clientId, calendarId));
      return this.views.one(tx, who, calendarId);
    });
  }

  /** A person has looked at what could not be read: whether its time may be offered. */
  @Post('calendars/:calendarId/unreadable')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'The calendar as it is now', standardSchema: calendarView })
  async seeUnreadable(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('calendarId', { schema: idField }) calendarId: string,
    @Body({ schema: unreadableBody }) body: UnreadableBody,
  ): Promise<CalendarView> {
    return this.access.within(who, clientId, async (tx) => {
      await this.verbs.seeUnreadable(tx, who, await this.verbs.find(tx, who, clientId, calendarId), body);
      return this.views.one(tx, who, calendarId);
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
      await this.verbs.find(tx, who, clientId, calendarId);
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
}
