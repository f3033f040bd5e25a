import type { MeetingState, PartStat } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Chip, type Tone } from '../../ui/chip.js';
import type { IconName } from '../../ui/icon.js';

const STATES: Readonly<Record<MeetingState, { tone: Tone; icon: IconName }>> = {
  proposed: { tone: 'wait', icon: 'clock' },
  confirmed: { tone: 'good', icon: 'check' },
  questioned: { tone: 'bad', icon: 'question' },
  declined: { tone: 'bad', icon: 'cross' },
  expired: { tone: 'calm', icon: 'clock' },
  cancelled: { tone: 'calm', icon: 'cross' },
};

export const StateChip = ({ state }: { readonly state: MeetingState }) => {
  const { t } = useTexts();
  return <Chip {...STATES[state]}>{t(`meeting.states.${state}`)}</Chip>;
};

const ANSWERS: Readonly<Record<PartStat, { tone: Tone; icon: IconName }>> = {
  'NEEDS-ACTION': { tone: 'calm', icon: 'clock' },
  ACCEPTED: { tone: 'good', icon: 'check' },
  TENTATIVE: { tone: 'wait', icon: 'question' },
  DECLINED: { tone: 'bad', icon: 'cross' },
  DELEGATED: { tone: 'wait', icon: 'right' },
};

export const AnswerChip = ({ partstat }: { readonly partstat: PartStat }) => {
  const { t } = useTexts();
  return <Chip {...ANSWERS[partstat]}>{t(`meeting.partstat.${partstat}`)}</Chip>;
};
