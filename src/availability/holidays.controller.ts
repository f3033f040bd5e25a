import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Signed } from '../auth/signed.decorator.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { idField } from '../http/fields.schema.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { AvailabilityService } from './availability.service.js';
import { type HolidaysQuery, type HolidaysView, holidaysQuery, holidaysView } from './holidays.schema.js';
import { Holidays } from './holidays.service.js';

@ApiTags('availability')
@Controller('api/clients/:clientId/holidays')
export class HolidaysController {
  constructor(
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AvailabilityService) private readonly availability: AvailabilityService,
    @Inject(Holidays) private readonly holidays: Holidays,
  ) {}

  @Get()
  @ApiResponse({
    status: 200,
    description: 'The public holidays of a year where the client is, and which the client keeps',
    standardSchema: holidaysView,
  })
  async list(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Query({ schema: holidaysQuery }) query: HolidaysQuery,
  ): Promise<HolidaysView> {
    const { settings } = await this.access.within(who, clientId, (tx, client) =>
      this.availability.of(tx, client),
    );
    return this.holidays.list(settings, query.year ?? new Date(this.clock.now()).getUTCFullYear());
  }
}
