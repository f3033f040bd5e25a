import type { TFunction } from 'i18next';
import { getSuggestions } from '../../api/availability.js';
import { useLive } from '../../api/live.js';
import type { Client, Suggestion } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { dayStart, plusDays, todayIn } from '../../time/zone-time.js';
import { Button } from '../../ui/button.js';
import { type Draft, mostTimes } from './draft.js';
import { overlap, type Span } from './spans.js';

/** How far ahead times are suggested, and how many at once. */
const SUGGEST_DAYS = 21;
const SUGGEST = 3;

interface SuggestedTimesProps {
  readonly client: Client;
  readonly draft: Draft;
  readonly onTake: (span: Span) => void;
}

/** A few good times on different days, there at once, each with what speaks for it. */
export const SuggestedTimes = ({ client, draft, onTake }: SuggestedTimesProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const { clientId, zone } = client;
  const today = todayIn(zone);
  const query = {
    from: dayStart(today, zone),
    to: dayStart(plusDays(today, SUGGEST_DAYS), zone),
    // Those that are chosen may be among them, so as many more are asked for.
    n: SUGGEST + draft.options.length,
    durationMinutes: draft.durationMinutes ?? undefined,
    placeId: draft.placeId ?? undefined,
    contactId: draft.people[0]?.contactId,
  };
  const answer = useLive(
    `suggestions ${clientId} ${query.from} ${query.durationMinutes ?? ''} ${query.placeId ?? ''} ${query.contactId ?? ''} ${query.n}`,
    () => getSuggestions(clientId, query),
    { pollMs: 30_000 },
  );
  // More than a handful is offered on purpose only.
  const room = (draft.kind === null ? SUGGEST : mostTimes(draft)) - draft.options.length;
  const shown = (answer.data?.suggestions ?? [])
    .filter((suggestion) => !draft.options.some((option) => overlap(option, suggestion)))
    .slice(0, Math.min(SUGGEST, room));
  if (shown.length === 0) return null;
  return (
    <div className="inset stack" data-gap="small">
      <div className="spread">
        <h4 className="label">{t('propose.suggested')}</h4>
        {shown.length > 1 && (
          <Button size="small" onClick={() => shown.forEach(onTake)}>
            {t('propose.takeAll', { count: shown.length })}
          </Button>
        )}
      </div>
      <ul className="suggested">
        {shown.map((suggestion) => {
          const time = dates.span(suggestion.start, suggestion.end, zone);
          return (
            <li key={suggestion.start}>
              <Button
                size="small"
                icon="plus"
                aria-label={t('week.pick', { time })}
                onClick={() => onTake(suggestion)}
              >
                <span className="num">{time}</span>
              </Button>
              <span className="small quiet">{merits(suggestion, t)}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
};

/** What speaks for it most, or against it, in at most two phrases; what is as on any other day is not worth a word. */
const merits = ({ reasons }: Suggestion, t: TFunction): string => {
  const phrases: string[] = [];
  for (const { judged, value, ...facts } of reasons) {
    if (judged === 'near' && facts.sourceId !== undefined && value >= 0.6) {
      phrases.push(t('propose.merits.near', { count: Number(facts.minutes ?? 0) }));
    } else if (judged === 'their_hours' && facts.hours === 'preferred') {
      phrases.push(t('propose.merits.preferred'));
    } else if (judged === 'their_hours' && facts.hours === 'outside') {
      phrases.push(t('propose.merits.outside'));
    } else if (judged === 'whole_time' && value === 1) {
      phrases.push(t('propose.merits.whole'));
    } else if (judged === 'quiet_day' && facts.meetings === 0) {
      phrases.push(t('propose.merits.quiet'));
    }
  }
  return phrases.slice(0, 2).join(' · ');
};
