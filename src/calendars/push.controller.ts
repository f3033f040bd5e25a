import { Controller, Headers, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '../auth/signed.decorator.js';
import { AnyOrigin } from '../http/any-origin.decorator.js';
import { WatchCalendar } from './watch-calendar.service.js';

/**
 * Where Google says that something changed (https://developers.google.com/workspace/calendar/api/guides/push). It says
 * not what; and whoever asks is told nothing: a forged, a late and a good notification get the same answer.
 */
@ApiTags('calendars')
@Controller('api/push')
export class PushController {
  constructor(@Inject(WatchCalendar) private readonly watches: WatchCalendar) {}

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
}
