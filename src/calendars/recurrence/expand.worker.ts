import { serve } from '../../worker/serve.js';
import { type Expansion, expandSeries, type Series, type Window } from './expand.js';

export interface ExpandJob {
  readonly series: readonly Series[];
  readonly window: Window;
}

/** One expansion for each series, in their order. */
export type ExpandReply = readonly Expansion[];

serve<ExpandJob, ExpandReply>(({ series, window }) => series.map((one) => expandSeries(one, window)));
