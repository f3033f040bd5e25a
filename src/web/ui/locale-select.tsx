import { useTexts } from '../i18n/texts.js';
import type { ControlProps } from './field.js';

/** The languages that mails and pages are written in. */
export const MAIL_LOCALES = ['lv', 'en', 'ru', 'de'] as const;
export type MailLocale = (typeof MAIL_LOCALES)[number];

export const asMailLocale = (text: string): MailLocale =>
  MAIL_LOCALES.find((locale) => locale === text) ?? 'en';

interface LocaleSelectProps extends ControlProps {
  readonly value: MailLocale;
  readonly onChange: (locale: MailLocale) => void;
}

export const LocaleSelect = ({ value, onChange, ...control }: LocaleSelectProps) => {
  const { t } = useTexts();
  return (
    <select {...control} value={value} onChange={(event) => onChange(asMailLocale(event.target.value))}>
      {MAIL_LOCALES.map((locale) => (
        <option key={locale} value={locale}>
          {t(`languages.${locale}`)}
        </option>
      ))}
    </select>
  );
};
