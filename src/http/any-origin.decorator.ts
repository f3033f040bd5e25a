import { type CustomDecorator, SetMetadata } from '@nestjs/common';

export const ANY_ORIGIN = 'meetbroker:any-origin';

/**
 * Leaves the origin check out for a route that no cookie opens: the public answer page, where the token in the address
 * is the whole authority (and some mail programs post its form from a frame of their own), and the addresses that
 * providers push to, which prove themselves by a secret of their own.
 */
export const AnyOrigin = (): CustomDecorator => SetMetadata(ANY_ORIGIN, true);
