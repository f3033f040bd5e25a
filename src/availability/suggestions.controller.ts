import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Signed } from '../auth/signed.decorator.js';
import { idField } from '../http/fields.schema.js';
import {
  type SubstitutesQuery,
  type SuggestionsQuery,
  type SuggestionsView,
  substitutesQuery,
  suggestionsQuery,
  suggestionsView,
} from './suggestions.schema.js';
import { Suggestions } from './suggestions.service.js';

/** Which of the free times are good ones. */
@ApiTags('availability')
@Controller('api/clients/:clientId')
export class SuggestionsController {
  constructor(@Inject(Suggestions) private readonly suggestions: Suggestions) {}

  @Get('suggestions')
  @ApiResponse({
    status: 200,
    description:
      'A few times to propose, on different days and in different parts of the day where they can be had',
    standardSchema: suggestionsView,
  })
  async suggest(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Query({ schema: suggestionsQuery }) query: SuggestionsQuery,
  ): Promise<SuggestionsView> {
    return this.suggestions.suggest(who, clientId, query);
  }

  @Get('substitutes')
  @ApiResponse({
    status: 200,
    description: 'The nearest times to one that can no longer be had, the nearest first',
    standardSchema: suggestionsView,
  })
  async substitutes(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Query({ schema: substitutesQuery }) query: SubstitutesQuery,
  ): Promise<SuggestionsView> {
    return this.suggestions.substitutes(who, clientId, query);
  }
}
