import { Body, Controller, Headers, HttpCode, Inject, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/signed.decorator.js';
import { AnyOrigin } from '../http/any-origin.decorator.js';
import { type ValidationQuery, validationQuery } from './calendar.schema.js';
import { noticesOf } from './push-notices.js';
import { WatchCalendar } from './watch-calendar.service.js';

/**
 * Where providers say that something changed. They say not what; and whoever asks is told nothing: a forged, a late and
 * a good notification get the same answer.
 */
@ApiTags('calendars')
@Controller('api/push')
export class PushController {
  constructor(@Inject(WatchCalendar) private readonly watches: WatchCalendar) {}

  /** https://developers.google.com/workspace/calendar/api/guides/push */
  @Public()
  @AnyOrigin()
  @Post('google')
  @HttpCode(204)
  @ApiResponse({ status: 204, description: 'Heard' })
  async google(
    @Headers('x-goog-channel-id') channelId: string | undefined,
    @Headers('x-goog-channel-token') token: string | undefined,
    @Headers('x-goog-resource-state') state: string | undefined,
  ): Promise<void> {
    // `sync` says that the channel is open; nothing has changed.
    if (state === 'sync' || !channelId || !token || token.length > 100 || channelId.length > 64) return;
    await this.watches.notified('google', channelId, token);
  }

  /**
   * Notifications and lifecycle notices of Graph; and, before a subscription is made, the question whether this address
   * wants it: then its token goes back as plain text.
   *
   * Graph waits three seconds. What takes longer than writing a mark is left to the worker; a mark that cannot be
   * written is a 5xx, so that the notice comes again.
   * Source: https://learn.microsoft.com/en-us/graph/change-notifications-delivery-webhooks
   */
  @Public()
  @AnyOrigin()
  @Post('microsoft')
  @ApiBody({ schema: { type: 'object' }, required: false, description: 'A changeNotificationCollection' })
  @ApiResponse({ status: 202, description: 'Heard. With validationToken: 200, and the token as plain text' })
  async microsoft(
    @Query({ schema: validationQuery }) { validationToken }: ValidationQuery,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (validationToken !== undefined) {
      await reply.status(200).type('text/plain; charset=utf-8').send(validationToken);
      return;
    }
    await this.watches.told('microsoft', noticesOf(body));
    await reply.status(202).send();
  }
}
