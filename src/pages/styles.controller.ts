import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/signed.decorator.js';
import { notFound } from '../errors.js';
import { accentSheet, STYLE_FILE, STYLE_SHEET } from './styles.js';

/** `-` cannot be a token, so the style sheet's address is nobody's page. */
@Public()
@ApiExcludeController()
@Controller('p/-')
export class StylesController {
  @Get(':file')
  style(@Param('file') file: string, @Res() reply: FastifyReply): FastifyReply {
    const sheet = file === STYLE_FILE ? STYLE_SHEET : accentSheet(file);
    if (sheet === null) throw notFound('file');
    return reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type('text/css; charset=utf-8')
      .send(sheet);
  }
}
