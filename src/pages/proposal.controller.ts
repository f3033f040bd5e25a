import { Body, Controller, Get, Headers, Inject, Param, Post, Query, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/signed.decorator.js';
import { AnyOrigin } from '../http/any-origin.decorator.js';
import type { Language } from '../mail/templates/language.js';
import { type PageView, PageViewService } from '../meetings/page-view.service.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { readAnswerForm } from './answer-form.js';
import { choosePage } from './choose-page.js';
import { confirmedPage } from './confirmed-page.js';
import { GiveAnswer } from './give-answer.service.js';
import { MeetingFile } from './meeting-file.service.js';
import { messagePage } from './message-page.js';
import { PageFilter } from './page.filter.js';
import { pageLanguage } from './page-language.js';
import { guardPage, sendPage } from './page-reply.js';
import { pageState } from './page-state.js';
import type { NoticeKind } from './page-texts.js';

type RequestHeaders = Readonly<Record<string, string | undefined>>;

/**
 * The page of one attendee of one meeting. GET and HEAD only show; an answer needs a choice and a pressed button, since
 * programs that look for harm in mails open every link, run scripts and press what they find.
 *
 * The token in the address is the whole authority, there is no session to ride on; a form that another site sends here
 * is refused all the same, because it is nobody's wish.
 */
@Public()
@AnyOrigin()
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller('p/:token')
export class ProposalController {
  constructor(
    @Inject(PageViewService) private readonly views: PageViewService,
    @Inject(GiveAnswer) private readonly answers: GiveAnswer,
    @Inject(MeetingFile) private readonly files: MeetingFile,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @Param('token') token: string,
    @Query('lang') lang: unknown,
    @Headers() headers: RequestHeaders,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const view = await this.views.byToken(token);
    const language = pageLanguage(lang, view?.attendee.locale ?? null, headers['accept-language']);
    if (view === null) return sendPage(reply, 404, messagePage('not-found', language, null));
    return this.showView(reply, token, view, language);
  }

  @Post()
  async answer(
    @Param('token') token: string,
    @Query('lang') lang: unknown,
    @Headers() headers: RequestHeaders,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    if (isForeign(headers['sec-fetch-site'])) {
      const language = pageLanguage(lang, null, headers['accept-language']);
      return sendPage(reply, 403, messagePage('cross-site', language, null));
    }
    const view = await this.views.byToken(token);
    const language = pageLanguage(lang, view?.attendee.locale ?? null, headers['accept-language']);
    if (view === null) return sendPage(reply, 404, messagePage('not-found', language, null));

    const form = readAnswerForm(body);
    const given = await this.answers.give(view, form);
    // See Other (303): going back or loading again sends nothing twice.
    if (given.kind === 'done') return guardPage(reply).redirect(`/p/${token}?lang=${language}`, 303);
    const after = (await this.views.byToken(token)) ?? view;
    return this.showView(reply, token, after, language, { ...given, typed: form.comment });
  }

  @Get('meeting.ics')
  async file(
    @Param('token') token: string,
    @Headers() headers: RequestHeaders,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const view = await this.views.byToken(token);
    const state = view === null ? null : pageState(view, this.clock.now());
    if (view === null || state === null || state.kind !== 'confirmed') {
      const language = pageLanguage(null, view?.attendee.locale ?? null, headers['accept-language']);
      return sendPage(reply, 404, messagePage('not-found', language, null));
    }
    return guardPage(reply)
      .type('text/calendar; charset=utf-8; method=REQUEST')
      .header('content-disposition', 'attachment; filename="meeting.ics"')
      .send(this.files.of(view, state.option));
  }

  private showView(
    reply: FastifyReply,
    token: string,
    view: PageView,
    language: Language,
    said?: { readonly status: number; readonly notice: NoticeKind; readonly typed: string | null },
  ): FastifyReply {
    const state = pageState(view, this.clock.now());
    const notice = said?.notice ?? (state.kind === 'message' ? null : state.notice);
    const status = said?.status ?? state.status;
    switch (state.kind) {
      case 'choose':
        return sendPage(reply, status, choosePage(view, state, language, notice, said?.typed));
      case 'confirmed':
        return sendPage(
          reply,
          status,
          confirmedPage(view, state, language, `/p/${token}`, notice, said?.typed),
        );
      case 'message':
        return sendPage(reply, state.status, messagePage(state.message, language, view));
    }
  }
}

/** `none` is a form that the person opened by themselves (from a mail, say); without the header nobody can tell. */
const isForeign = (secFetchSite: string | undefined): boolean =>
  secFetchSite !== undefined && secFetchSite !== 'same-origin' && secFetchSite !== 'none';
