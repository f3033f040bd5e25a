import { useState } from 'react';
import { getSuggestions } from '../../api/availability.js';
import { useLive } from '../../api/live.js';
import type { Client, Contact } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useKeys } from '../../shell/keys.js';
import { spoken } from '../../time/spoken.js';
import { useDates } from '../../time/use-dates.js';
import { dayStart, instantOf, inZone, plusDays, plusMinutes, todayIn } from '../../time/zone-time.js';
import { Button } from '../../ui/button.js';
import { DateInput } from '../../ui/date-input.js';
import { Field } from '../../ui/field.js';
import { Loading } from '../../ui/loaded.js';
import { ProblemNotice } from '../../ui/notice.js';
import { TimeInput } from '../../ui/time-input.js';
import type { Draft } from '../week/draft.js';
import { type Span, sameTime } from '../week/spans.js';
import { Warnings } from '../week/warnings.js';
import { Length } from '../week/week-toolbar.js';

interface PhoneTimesProps {
  readonly client: Client;
  /** Whoever is on the line: times are looked at for them and read out in their language. */
  readonly contact: Contact | undefined;
  readonly draft: Draft;
  readonly change: (patch: Partial<Draft>) => void;
  readonly time: Span | null;
  readonly onTime: (time: Span | null) => void;
}

const AHEAD = { soon: 7, fortnight: 14, month: 31 } as const;
type Ahead = keyof typeof AHEAD;
const PARTS = ['any', 'morning', 'afternoon'] as const;
type Part = (typeof PARTS)[number];
const SHOWN = 6;
/** The most that the service suggests at once: mornings and afternoons are picked out of them. */
const ASKED = 20;
const NOON = 12;

/** Good times to read out, one below the other; a figure takes one. Any other time can be typed. */
export const PhoneTimes = ({ client, contact, draft, change, time, onTime }: PhoneTimesProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const { clientId, zone } = client;
  const [ahead, setAhead] = useState<Ahead>('fortnight');
  const [part, setPart] = useState<Part>('any');
  const today = todayIn(zone);
  const query = {
    from: dayStart(today, zone),
    to: dayStart(plusDays(today, AHEAD[ahead]), zone),
    n: ASKED,
    durationMinutes: draft.durationMinutes ?? undefined,
    placeId: draft.placeId ?? undefined,
    contactId: contact?.contactId,
  };
  const answer = useLive(
    `suggestions ${clientId} ${query.from} ${query.to} ${query.durationMinutes ?? ''} ${query.placeId ?? ''} ${query.contactId ?? ''} ${ASKED}`,
    () => getSuggestions(clientId, query),
    { pollMs: 30_000 },
  );
  const fits = ({ start }: Span) => {
    const { hour } = inZone(start, zone);
    return part === 'any' || (part === 'morning' ? hour < NOON : hour >= NOON);
  };
  const shown = (answer.data?.suggestions ?? [])
    .filter(fits)
    .slice(0, SHOWN)
    .sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
  const minutes = draft.durationMinutes ?? answer.data?.durationMinutes ?? 60;
  useKeys(
    shown.map(({ start, end }, i) => ({
      keys: String(i + 1),
      label: t('week.pick', { time: dates.span(start, end, zone) }),
      run: () => onTime({ start, end }),
    })),
  );
  const language = contact?.locale ?? client.locale;
  const theirs = contact?.zone ?? zone;
  return (
    <section className="panel stack" aria-labelledby="phone-when">
      <div className="spread">
        <h2 id="phone-when" className="panel-title">
          {t('phone.when')}
        </h2>
        <Length
          durationMinutes={minutes}
          onDuration={(durationMinutes) => {
            change({ durationMinutes });
            if (time !== null) onTime({ start: time.start, end: plusMinutes(time.start, durationMinutes) });
          }}
        />
      </div>
      <div className="phone-filters">
        <Segments
          label={t('phone.part')}
          names={PARTS}
          chosen={part}
          text={(name) => t(`phone.parts.${name}`)}
          onChoose={setPart}
        />
        <Segments
          label={t('phone.ahead')}
          names={Object.keys(AHEAD) as Ahead[]}
          chosen={ahead}
          text={(name) => t(`phone.aheads.${name}`)}
          onChoose={setAhead}
        />
      </div>
      <ProblemNotice problem={answer.problem} />
      {answer.loading && <Loading what={t('week.loading')} />}
      {answer.data !== undefined && shown.length === 0 && <p className="inset">{t('phone.none')}</p>}
      <Warnings clientId={clientId} warnings={answer.data?.warnings} />
      <ol className="phone-times">
        {shown.map((one, i) => (
          <li key={one.start}>
            <button
              type="button"
              className="phone-time"
              aria-pressed={time !== null && sameTime(time, one)}
              onClick={() => onTime({ start: one.start, end: one.end })}
            >
              <kbd>{i + 1}</kbd>
              <span className="phone-time-words">
                <span className="strong num">{dates.span(one.start, one.end, zone)}</span>
                <span className="phone-say" lang={language}>
                  „{spoken(one.start, theirs, language)}”
                  {theirs !== zone && (
                    <span className="small quiet"> {t('common.inZone', { zone: theirs })}</span>
                  )}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ol>
      <OtherTime zone={zone} minutes={minutes} time={time} known={shown} onTime={onTime} />
    </section>
  );
};

interface OtherTimeProps {
  readonly zone: string;
  readonly minutes: number;
  readonly time: Span | null;
  readonly known: readonly Span[];
  readonly onTime: (time: Span | null) => void;
}

/** "Could you do Thursday at half past two?": any time, which is looked at when it is booked. */
const OtherTime = ({ zone, minutes, time, known, onTime }: OtherTimeProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const [date, setDate] = useState(plusDays(todayIn(zone), 1));
  const [clock, setClock] = useState('');
  const own = time !== null && !known.some((one) => sameTime(one, time));
  return (
    <div className="phone-other">
      <Field label={t('phone.otherDate')}>
        {(control) => <DateInput {...control} value={date} onChange={setDate} />}
      </Field>
      <Field label={t('common.time')}>
        {(control) => <TimeInput {...control} value={clock} onChange={setClock} />}
      </Field>
      <Button
        disabled={date === '' || clock === ''}
        onClick={() => {
          const start = instantOf(date, clock, zone);
          onTime({ start, end: plusMinutes(start, minutes) });
        }}
      >
        {t('phone.otherTake')}
      </Button>
      {own && (
        <p className="phone-own strong num" role="status">
          {dates.span(time.start, time.end, zone)}
        </p>
      )}
    </div>
  );
};

interface SegmentsProps<Name extends string> {
  readonly label: string;
  readonly names: readonly Name[];
  readonly chosen: Name;
  readonly text: (name: Name) => string;
  readonly onChoose: (name: Name) => void;
}

const Segments = <Name extends string>({ label, names, chosen, text, onChoose }: SegmentsProps<Name>) => (
  <fieldset className="segments" aria-label={label}>
    {names.map((name) => (
      <label key={name} className="segment">
        <input type="radio" name={label} checked={name === chosen} onChange={() => onChoose(name)} />
        {text(name)}
      </label>
    ))}
  </fieldset>
);
