export const holds = {
  title: 'Held times',
  none: 'Nothing is held for anybody at the moment.',
  since: 'held since {{when}}',
  shared: 'offered to several',
  silent: 'no answer since {{when}}',
  release: 'Let go',
  releaseOf: 'Let go: {{title}}, {{time}}',
  until: 'until {{when}}',
} as const;
