/** Days and months in the locative: right on their own, in a list and in the middle of a sentence ("on Thursday, in November"). */
export const LV_DAYS = [
  'pirmdien',
  'otrdien',
  'trešdien',
  'ceturtdien',
  'piektdien',
  'sestdien',
  'svētdien',
] as const;
export const LV_MONTHS = [
  'janvārī',
  'februārī',
  'martā',
  'aprīlī',
  'maijā',
  'jūnijā',
  'jūlijā',
  'augustā',
  'septembrī',
  'oktobrī',
  'novembrī',
  'decembrī',
] as const;
