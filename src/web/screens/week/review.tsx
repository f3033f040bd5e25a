import type { Client, Contact } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { Icon } from '../../ui/icon.js';
import { asMailLocale } from '../../ui/locale-select.js';
import type { Span } from './spans.js';

interface ReviewProps {
  readonly client: Client;
  readonly contact: Contact;
  readonly options: readonly Span[];
  readonly hasTarget: boolean | undefined;
}

/** What a press on Send does, in words, before it is done. */
export const Review = ({ client, contact, options, hasTarget }: ReviewProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const count = options.length;
  return (
    <section className="inset stack" data-gap="small" aria-labelledby="review-title">
      <h3 id="review-title">{t('propose.review')}</h3>
      <ul className="review">
        <li>
          <Icon name="mail" />
          <span>
            {t('propose.reviewMails', {
              count,
              name: contact.name,
              email: contact.email ?? '',
              language: t(`languages.${asMailLocale(contact.locale)}`),
            })}
          </span>
        </li>
        <li>
          <Icon name="calendar" />
          <span>
            {hasTarget === false
              ? t('propose.reviewNoCalendar')
              : t('propose.reviewHolds', { count, client: client.name })}
          </span>
        </li>
        {contact.zone !== client.zone && (
          <li>
            <Icon name="clock" />
            <span>
              {t('propose.reviewZone', { name: contact.name, zone: contact.zone })}{' '}
              <span className="num">
                {options.map((option) => dates.span(option.start, option.end, contact.zone)).join('; ')}
              </span>
            </span>
          </li>
        )}
      </ul>
    </section>
  );
};
