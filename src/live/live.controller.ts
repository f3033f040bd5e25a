import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Signed } from '../auth/signed.decorator.js';
import { LiveUpdates } from './live-updates.service.js';

@ApiTags('live')
@Controller('api/live')
export class LiveController {
  constructor(@Inject(LiveUpdates) private readonly updates: LiveUpdates) {}

  /**
   * Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): `change` with the ids of the
   * client and the meeting of which something changed, null where there is none; `missed` when everything should be
   * asked for anew. Only what the person may see at that moment; the stream ends with the session.
   */
  @Get()
  @ApiResponse({
    status: 200,
    description: 'What changes from now on, until one of both goes away',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  async live(
    @Signed() who: Signed,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.updates.stream(who, request, reply);
  }
}
