import { Controller, Get, Inject } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { OwnerOnly, Signed } from '../auth/signed.decorator.js';
import { type ReceptionView, receptionView } from './reception.schema.js';
import { Reception } from './reception.service.js';

@ApiTags('messages')
@OwnerOnly()
@Controller('api/mail')
export class MailController {
  constructor(@Inject(Reception) private readonly reception: Reception) {}

  @Get()
  @ApiResponse({ status: 200, description: 'How mail comes in, in words too', standardSchema: receptionView })
  async view(@Signed() who: Signed): Promise<ReceptionView> {
    return this.reception.view(who.agencyId, who.locale);
  }
}
