import {
  Body,
  Controller,
  Get,
  Headers,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { networkOf } from '../auth/network.js';
import { Public } from '../auth/signed.decorator.js';
import { AnyOrigin } from '../http/any-origin.decorator.js';
import type { Language } from '../mail/templates/language.js';
import { webRequestBody } from '../requests/request.schema.js';
import { RequestPages } from '../requests/request-pages.service.js';
import { messagePage } from './message-page.js';
import { PageFilter } from './page.filter.js';
import { pageLanguage } from './page-language.js';
import { guardPage, sendPage } from './page-reply.js';
import {
  NOTHING_ASKED,
  REQUEST_FIELDS,
  type RequestNotice,
  requestPage,
  type TypedRequest,
} from './request-page.js';

type RequestHeaders = Readonly<Record<string, string | undefined>>;

/** Where prospects of a client ask for a meeting. It is linked from anywhere and acts for nobody, so any site may lead here. */
@Public()
@AnyOrigin()
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller('request/:token')
export class RequestPageController {
  constructor(@Inject(RequestPages) private readonly pages: RequestPages) {}

  @Get()
  async show(
    @Param('token') token: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Headers() headers: RequestHeaders,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const visit = await this.pages.visit(token);
    const language = this.language(query.lang, headers, visit?.locale);
    if (visit === null) return sendPage(reply, 404, messagePage('not-found', language, null));
    const notice: RequestNotice | null = query.sent === undefined ? null : { kind: 'sent' };
    return sendPage(reply, 200, requestPage(visit, language, notice, NOTHING_ASKED));
  }

  @Post()
  async ask(
    @Param('token') token: string,
    @Query('lang') lang: unknown,
    @Headers() headers: RequestHeaders,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const visit = await this.pages.visit(token);
    const language = this.language(lang, headers, visit?.locale);
    if (visit === null) return sendPage(reply, 404, messagePage('not-found', language, null));
    const typed = readTyped(body);
    const sent = () => guardPage(reply).redirect(`/request/${token}?lang=${language}&sent`, 303);
    // People do not see this field, and programs that fill in every form do. They are told what everybody is told.
    if (typed.website !== '') return sent();
    const filled = Object.fromEntries(
      REQUEST_FIELDS.flatMap((name) => (typed[name].trim() === '' ? [] : [[name, typed[name]]])),
    );
    const asked = webRequestBody.safeParse({ ...filled, locale: language });
    if (!asked.success) {
      const wrong = new Set(asked.error.issues.map(({ path }) => String(path[0])));
      const notice = { kind: 'refused', wrong } as const;
      return sendPage(reply, 422, requestPage(visit, language, notice, typed));
    }
    if (await this.pages.ask(visit, networkOf(request.ip), asked.data)) return sent();
    return sendPage(reply, 429, requestPage(visit, language, { kind: 'too-many' }, typed));
  }

  private language(pressed: unknown, headers: RequestHeaders, locale: string | undefined): Language {
    const accepted = headers['accept-language'];
    return pageLanguage(pressed, accepted === undefined ? (locale ?? null) : null, accepted);
  }
}

const readTyped = (body: unknown): TypedRequest => {
  const fields: Readonly<Record<string, unknown>> =
    typeof body === 'object' && body !== null ? { ...body } : {};
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name].slice(0, 5_000) : '');
  return {
    name: text('name'),
    company: text('company'),
    email: text('email'),
    phone: text('phone'),
    title: text('title'),
    words: text('words'),
    website: text('website'),
  };
};
