import type { Texts } from '../texts-shape.js';

export const holds: Texts['holds'] = {
  title: 'Rezervētie laiki',
  none: 'Pašlaik nekas nav rezervēts.',
  since: 'rezervēts kopš {{when}}',
  shared: 'piedāvāts vairākiem',
  silent: 'bez atbildes kopš {{when}}',
  release: 'Atbrīvot',
  releaseOf: 'Atbrīvot: {{title}}, {{time}}',
  until: 'līdz {{when}}',
};
