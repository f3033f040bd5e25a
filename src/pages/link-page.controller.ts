import { Body, Controller, Get, Headers, Inject, Param, Post, Query, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/signed.decorator.js';
import type { ProviderName } from '../calendars/calendar.port.js';
import { LinkAccount } from '../calendars/link-account.service.js';
import { LinkCredentials } from '../calendars/link-credentials.service.js';
import { LinkPages, type LinkVisit } from '../calendars/link-pages.service.js';
import { Providers } from '../calendars/providers.service.js';
import { CONFIG, type Config } from '../config.js';
import { Refusal } from '../errors.js';
import { AnyOrigin } from '../http/any-origin.decorator.js';
import type { Language } from '../mail/templates/language.js';
import { type LinkNotice, linkPage, type TypedLink } from './link-page.js';
import { LINK_PAGE_TEXTS, troubleOf } from './link-page-texts.js';
import { messagePage } from './message-page.js';
import { PageFilter } from './page.filter.js';
import { pageLanguage } from './page-language.js';
import { guardPage, sendPage } from './page-reply.js';

type RequestHeaders = Readonly<Record<string, string | undefined>>;

const NOTHING_TYPED: TypedLink = { address: '', username: '', feed: '' };

/** Where a client links the own calendars. GET only shows; each way to link is a form of its own. */
@Public()
@AnyOrigin()
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller('link/:token')
export class LinkPagePublicController {
  constructor(
    @Inject(LinkPages) private readonly pages: LinkPages,
    @Inject(LinkAccount) private readonly accounts: LinkAccount,
    @Inject(LinkCredentials) private readonly credentials: LinkCredentials,
    @Inject(Providers) private readonly providers: Providers,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async show(
    @Param('token') token: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Headers() headers: RequestHeaders,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const visit = await this.pages.visit(token);
    const language = this.language(query.lang, visit, headers);
    if (visit === null) return sendPage(reply, 404, messagePage('not-found', language, null));
    return this.page(reply, 200, visit, language, noticeOf(query, language));
  }

  @Post(':way')
  async link(
    @Param('token') token: string,
    @Param('way') way: string,
    @Query('lang') lang: unknown,
    @Headers() headers: RequestHeaders,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const site = headers['sec-fetch-site'];
    const visit = site === undefined || site === 'same-origin' ? await this.pages.visit(token) : null;
    const language = this.language(lang, visit, headers);
    if (visit === null) return sendPage(reply, 404, messagePage('not-found', language, null));
    const { who, client } = visit;
    if (way === 'google' || way === 'microsoft') {
      const { authorizeUrl } = await this.accounts.begin(who, client.clientId, way, null);
      this.pages.remember(reply, visit);
      return guardPage(reply).redirect(authorizeUrl, 303);
    }
    const form = readForm(body);
    const typed = typedIn(way, form);
    const refuse = (text: string) => this.page(reply, 422, visit, language, { kind: 'refused', text }, typed);
    if (form.address === '' || (way === 'caldav' && (form.username === '' || form.password === ''))) {
      return refuse(LINK_PAGE_TEXTS[language].fillIn);
    }
    try {
      if (way === 'caldav') await this.credentials.caldav(who, client.clientId, form);
      else if (way === 'feed') await this.credentials.feed(who, client.clientId, form.address, null);
      else return sendPage(reply, 404, messagePage('not-found', language, null));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const refusal = String(error.more.extra?.refusal ?? 'address');
      return refuse(LINK_PAGE_TEXTS[language].refusals[troubleOf(refusal)]);
    }
    // See Other (303): going back or loading again links nothing twice.
    return guardPage(reply).redirect(`/link/${token}?lang=${language}&linked=${way}`, 303);
  }

  private page(
    reply: FastifyReply,
    status: number,
    visit: LinkVisit,
    language: Language,
    notice: LinkNotice | null,
    typed = NOTHING_TYPED,
  ): FastifyReply {
    const offered = (name: ProviderName) => this.providers.find(name)?.linking.kind === 'oauth';
    const facts = {
      token: visit.token,
      secretary: visit.who.name,
      agency: visit.agencyName,
      phone: visit.phone,
      mail: visit.who.email,
      client: visit.client.name,
      accounts: visit.accounts.map((account) => ({
        name: account.email ?? account.provider,
        ended: account.state === 'reconnect',
      })),
      offers: { google: offered('google'), microsoft: offered('microsoft') },
    };
    const providers = [this.config.google, this.config.microsoft].flatMap((settings) =>
      settings === null ? [] : [new URL(settings.authUrl).origin],
    );
    return sendPage(reply, status, linkPage(facts, language, notice, typed), providers);
  }

  private language(lang: unknown, visit: LinkVisit | null, headers: RequestHeaders): Language {
    return pageLanguage(lang, visit?.client.locale ?? null, headers['accept-language']);
  }
}

const noticeOf = (query: Readonly<Record<string, unknown>>, language: Language): LinkNotice | null => {
  if (query.linked !== undefined) return { kind: 'done' };
  if (typeof query.refused !== 'string') return null;
  return { kind: 'refused', text: LINK_PAGE_TEXTS[language].refusals[troubleOf(query.refused)] };
};

const readForm = (body: unknown): { address: string; username: string; password: string } => {
  const fields: Readonly<Record<string, unknown>> =
    typeof body === 'object' && body !== null ? { ...body } : {};
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name].slice(0, 2_000) : '');
  return { address: text('address').trim(), username: text('username').trim(), password: text('password') };
};

const typedIn = (way: string, form: { address: string; username: string }): TypedLink =>
  way === 'feed'
    ? { ...NOTHING_TYPED, feed: form.address }
    : { ...NOTHING_TYPED, address: form.address, username: form.username };
