import { Controller, Delete, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Signed } from '../auth/signed.decorator.js';
import { idField } from '../http/fields.schema.js';
import { LinkPages } from './link-pages.service.js';

const linkPageView = z
  .object({ url: z.url().describe('To be sent to the client'), expiresAt: z.iso.datetime() })
  .meta({ id: 'CalendarLinkPage' });
const withdrawnView = z
  .object({ withdrawn: z.number().describe('How many were open') })
  .meta({ id: 'WithdrawnLinkPages' });

/** The address of a page on which the client links the own calendars. */
@ApiTags('calendars')
@Controller('api/clients/:clientId/link-page')
export class LinkPageController {
  constructor(@Inject(LinkPages) private readonly pages: LinkPages) {}

  @Post()
  @ApiResponse({ status: 201, description: 'A page for two weeks', standardSchema: linkPageView })
  async make(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
  ): Promise<{ url: string; expiresAt: string }> {
    return this.pages.make(who, clientId);
  }

  @Delete()
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'No page is open any more', standardSchema: withdrawnView })
  async withdraw(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
  ): Promise<{ withdrawn: number }> {
    return { withdrawn: await this.pages.withdraw(who, clientId) };
  }
}
