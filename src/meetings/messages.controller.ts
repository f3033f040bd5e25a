import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Signed } from '../auth/signed.decorator.js';
import { TenantDatabase } from '../db/tenant.js';
import { ApiProblem } from '../http/api-problem.decorator.js';
import { idField } from '../http/fields.schema.js';
import { type Page, pageOfRows } from '../http/page.js';
import { type MessageDetails, type MessageSummary, messageDetails } from './meeting-view.schema.js';
import {
  type MessagesQuery,
  messagePage,
  messagesQuery,
  type SettleMessageBody,
  settleMessageBody,
} from './meetings.schema.js';
import { MessageDetailsService } from './message-details.service.js';
import { MessageListStore } from './message-list.store.js';
import { SettleMessage } from './settle-message.service.js';

/** Mails that came in, for the person who decides about them. */
@ApiTags('messages')
@Controller('api/messages')
export class MessagesController {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(MessageListStore) private readonly messages: MessageListStore,
    @Inject(MessageDetailsService) private readonly details: MessageDetailsService,
    @Inject(SettleMessage) private readonly settling: SettleMessage,
  ) {}

  @Get()
  @ApiResponse({
    status: 200,
    description: 'Those that want a look, newest first',
    standardSchema: messagePage,
  })
  async list(
    @Signed() who: Signed,
    @Query({ schema: messagesQuery }) { state, after, limit }: MessagesQuery,
  ): Promise<Page<MessageSummary>> {
    return this.db.inAgency(who.agencyId, async (tx) => {
      const sight = await this.settling.sight(tx, who);
      const states = state === undefined ? ['review', 'unmatched'] : [state];
      const filter = { states, after, limit: limit + 1 };
      const rows = await this.messages.list(tx, who.agencyId, sight, filter);
      return pageOfRows(rows, limit, ({ messageId }) => messageId);
    });
  }

  @Get(':messageId')
  @ApiResponse({ status: 200, description: 'Its words and what it says', standardSchema: messageDetails })
  async get(
    @Signed() who: Signed,
    @Param('messageId', { schema: idField }) messageId: string,
  ): Promise<MessageDetails> {
    return this.details.get(who, messageId);
  }

  /** A file to be saved, never shown: it is whatever somebody sent. */
  @Get(':messageId/raw')
  @ApiProduces('message/rfc822')
  @ApiResponse({ status: 200, description: 'The bytes as they came or left' })
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Content-Security-Policy', "sandbox; default-src 'none'")
  async raw(
    @Signed() who: Signed,
    @Param('messageId', { schema: idField }) messageId: string,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.details.raw(who, messageId), {
      type: 'message/rfc822',
      disposition: `attachment; filename="${messageId}.eml"`,
    });
  }

  @Post(':messageId/settle')
  @HttpCode(204)
  @ApiResponse({ status: 204, description: 'Dealt with' })
  @ApiProblem(409, 'Dealt with, but the answer comes too late')
  async settle(
    @Signed() who: Signed,
    @Param('messageId', { schema: idField }) messageId: string,
    @Body({ schema: settleMessageBody }) body: SettleMessageBody,
  ): Promise<void> {
    await this.settling.settle(who, messageId, body);
  }
}
