import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.js';

export type Tone = 'good' | 'wait' | 'bad' | 'calm';

/** A state: a sign, a word and a colour, in this order of importance. */
export const Chip = ({ tone, icon, children }: { tone: Tone; icon: IconName; children: ReactNode }) => (
  <span className="chip" data-tone={tone}>
    <Icon name={icon} />
    {children}
  </span>
);
