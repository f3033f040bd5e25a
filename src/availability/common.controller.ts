import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Signed } from '../auth/signed.decorator.js';
import { ApiProblem } from '../http/api-problem.decorator.js';
import { type CommonBody, type CommonView, commonBody, commonView } from './common.schema.js';
import { CommonTimes } from './common.service.js';

@ApiTags('availability')
@Controller('api/availability')
export class CommonController {
  constructor(@Inject(CommonTimes) private readonly common: CommonTimes) {}

  /** A question with too many words for an address; it changes nothing. */
  @Post('common')
  @HttpCode(200)
  @ApiResponse({
    status: 200,
    description: 'Times at which all of these clients can come, and what stands against others',
    standardSchema: commonView,
  })
  @ApiProblem(404, 'One of the clients is not there, or not theirs')
  async find(@Signed() who: Signed, @Body({ schema: commonBody }) body: CommonBody): Promise<CommonView> {
    return this.common.find(who, body);
  }
}
