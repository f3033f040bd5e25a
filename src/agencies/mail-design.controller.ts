import { Body, Controller, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { OwnerOnly, Signed } from '../auth/signed.decorator.js';
import { TenantDatabase } from '../db/tenant.js';
import { designFor } from '../mail/templates/design.js';
import { exampleMail } from '../mail/templates/example-mail.js';
import { languageOf } from '../mail/templates/language.js';
import { renderMail } from '../mail/templates/render-mail.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import {
  type MailDesignBody,
  type MailPreview,
  mailDesignBody,
  mailPreview,
  type PreviewBody,
  previewBody,
} from './mail-design.schema.js';
import { MailDesignStore } from './mail-design.store.js';

/** Greeting, signature, colours and logo of the agency's mails. */
@ApiTags('agency')
@Controller('api/agency/mail-design')
export class MailDesignController {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(MailDesignStore) private readonly designs: MailDesignStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiResponse({
    status: 200,
    description: 'What the agency has made its own',
    standardSchema: mailDesignBody,
  })
  async get(@Signed() who: Signed): Promise<MailDesignBody> {
    return this.db.inAgency(who.agencyId, async (tx) => (await this.designs.of(tx, who.agencyId)).design);
  }

  @OwnerOnly()
  @Put()
  @ApiResponse({ status: 200, description: 'As it is now', standardSchema: mailDesignBody })
  async save(
    @Signed() who: Signed,
    @Body({ schema: mailDesignBody }) body: MailDesignBody,
  ): Promise<MailDesignBody> {
    await this.db.inAgency(who.agencyId, (tx) => this.designs.save(tx, who.agencyId, body));
    return body;
  }

  /** A mail about an example meeting, as it would be sent; nothing is kept. */
  @Post('preview')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'The mail', standardSchema: mailPreview })
  async preview(
    @Signed() who: Signed,
    @Body({ schema: previewBody }) { template, locale, design }: PreviewBody,
  ): Promise<MailPreview> {
    const kept = await this.db.inAgency(who.agencyId, (tx) => this.designs.of(tx, who.agencyId));
    const look = designFor(design ?? kept.design, languageOf(locale), kept.agencyName, 'data');
    return renderMail({ ...exampleMail(template, locale, this.clock.now()), design: look });
  }
}
