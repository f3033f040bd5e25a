import type { ReactNode } from 'react';
import { useLive } from '../../api/live.js';
import { getProposalRules } from '../../api/proposal-rules.js';
import type { Client, Contact } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { Icon, type IconName } from '../../ui/icon.js';
import { asMailLocale } from '../../ui/locale-select.js';
import type { ProposalKind } from './draft.js';
import type { Span } from './spans.js';

interface ReviewProps {
  readonly client: Client;
  readonly people: readonly Contact[];
  readonly kind: ProposalKind;
  readonly agreed: boolean;
  readonly options: readonly Span[];
  readonly hasTarget: boolean | undefined;
}

/** What a press on Send does, in words, before it is done. */
export const Review = ({ client, people, kind, agreed, options, hasTarget }: ReviewProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const { clientId } = client;
  const rules = useLive(`proposal-rules ${clientId}`, () => getProposalRules(clientId), { pollMs: 60_000 });
  const count = options.length;
  const settled = kind === 'fixed' && agreed;
  const shown = !settled && hasTarget === true && rules.data?.inForce.holdsOnCalendar === true;
  return (
    <section className="inset stack" data-gap="small" aria-labelledby="review-title">
      <h3 id="review-title">{t('propose.review')}</h3>
      <ul className="review">
        {people.map((contact) => {
          const to = {
            name: contact.name,
            email: contact.email ?? '',
            language: t(`languages.${asMailLocale(contact.locale)}`),
          };
          return (
            <Line key={contact.contactId} icon="mail">
              {kind === 'invitations'
                ? t('propose.reviewMails', { count, ...to })
                : t(settled ? 'propose.reviewAgreed' : `propose.reviewKinds.${kind}`, { count, ...to })}
            </Line>
          );
        })}
        <Line icon="calendar">
          {settled
            ? t(hasTarget === false ? 'propose.reviewAgreedNowhere' : 'propose.reviewWritten', {
                client: client.name,
              })
            : hasTarget === false
              ? t('propose.reviewNoCalendar')
              : t('propose.reviewHolds', { count, client: client.name })}
        </Line>
        {shown && <Line icon="calendar">{t('propose.reviewTentative', { count, client: client.name })}</Line>}
        {people
          .filter((contact) => contact.zone !== client.zone)
          .map((contact) => (
            <Line key={contact.contactId} icon="clock">
              {t('propose.reviewZone', { name: contact.name, zone: contact.zone })}{' '}
              <span className="num">
                {options.map((option) => dates.span(option.start, option.end, contact.zone)).join('; ')}
              </span>
            </Line>
          ))}
      </ul>
    </section>
  );
};

const Line = ({ icon, children }: { readonly icon: IconName; readonly children: ReactNode }) => (
  <li>
    <Icon name={icon} />
    <span>{children}</span>
  </li>
);
