export const keys = { title: 'Keys' } as const;
