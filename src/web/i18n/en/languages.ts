export const languages = { lv: 'Latviešu', en: 'English', ru: 'Русский', de: 'Deutsch' } as const;
