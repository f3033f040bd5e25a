import { useCallback, useMemo, useState } from 'react';
import { listCalendars } from '../../api/calendars.js';
import { listPlaces } from '../../api/contacts.js';
import { useLive } from '../../api/live.js';
import type { Client, Place } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { go, useAddress } from '../../shell/address.js';
import { ClientBand } from '../../shell/client-band.js';
import { clientStyle } from '../../shell/client-colour.js';
import { useKeys } from '../../shell/keys.js';
import { Screen } from '../../shell/screen.js';
import { useClient } from '../../shell/signed-in.js';
import { dayStart, mondayOf, plusDays, plusMinutes, todayIn } from '../../time/zone-time.js';
import { Loading } from '../../ui/loaded.js';
import { Notice, ProblemNotice } from '../../ui/notice.js';
import { NARROW, useMedia } from '../../ui/use-media.js';
import { CalendarHealth } from './calendar-health.js';
import { mostTimes, useDraft } from './draft.js';
import { FreeTimes } from './free-times.js';
import { ProposePanel } from './propose-panel.js';
import { Said } from './said.js';
import { covered, type Span, slotAt } from './spans.js';
import { Tray } from './tray.js';
import { besideHealth, Warnings } from './warnings.js';
import { meetingOf, useWeek } from './week-data.js';
import { type Mark, WeekGrid } from './week-grid.js';
import { Legend, WeekToolbar } from './week-toolbar.js';
import { WhyNot } from './why-not.js';
import './week.css';

interface WeekScreenProps {
  readonly clientId: string;
  /** The panel beside the week is the proposal instead of the free times. */
  readonly propose?: boolean;
}

export default function WeekScreen({ clientId, propose = false }: WeekScreenProps) {
  const { t } = useTexts();
  const client = useClient(clientId);
  if (client === undefined) return <Loading />;
  if (client === null) {
    return (
      <Screen title={t('client.week')}>
        <Notice tone="bad">{t('problem.notFound')}</Notice>
      </Screen>
    );
  }
  return (
    <>
      <ClientBand client={client} part={propose ? 'propose' : 'week'} />
      <Week client={client} propose={propose} />
    </>
  );
}

/** A press on the week is rounded to this, because nobody means 10:35 by pressing somewhere after half past ten. */
const PRESS_MINUTES = 15;
/** The same one each time, or the week would be drawn anew until there are places. */
const NO_PLACES: readonly Place[] = [];

const Week = ({ client, propose }: { client: Client; propose: boolean }) => {
  const { t } = useTexts();
  const { clientId, zone } = client;
  const address = useAddress();
  const narrow = useMedia(NARROW);
  const days = narrow ? 3 : 7;
  const asked = address.searchParams.get('on');
  const day = asked !== null && /^\d{4}-\d{2}-\d{2}$/.test(asked) ? asked : todayIn(zone);
  const first = narrow ? day : mondayOf(day);

  const { draft, change, toggle, clear } = useDraft(clientId);
  const places = useLive(`places ${clientId}`, () => listPlaces(clientId), { pollMs: 60_000 });
  const known = places.data ?? NO_PLACES;
  const week = useWeek(client, first, days, draft, known);
  const { slots, marks } = week;
  const range = { start: dayStart(first, zone), end: dayStart(plusDays(first, days), zone) };
  const calendars = useLive(`calendars ${clientId}`, () => listCalendars(clientId));
  const names = { places: known, calendars: calendars.data ?? [], zone };

  const [whyAt, setWhyAt] = useState<string | null>(null);
  const [full, setFull] = useState(false);
  const minutes = draft.durationMinutes ?? slots.data?.durationMinutes ?? 60;
  const take = (slot: Span) => setFull(!toggle(slot));

  const free = slots.data === undefined || slots.data.closed !== null ? undefined : slots.data.slots;
  const freeSpans = useMemo(() => (free === undefined ? undefined : covered(free)), [free]);
  const press = (moment: number) => {
    const slot = free === undefined ? undefined : slotAt(free, moment);
    if (slot !== undefined) return take(slot);
    const step = PRESS_MINUTES * 60_000;
    return setWhyAt(new Date(Math.floor(moment / step) * step).toISOString());
  };
  const move = (from: Mark, to: Span) => {
    if (from.kind !== 'picked') return;
    toggle(from);
    take(to);
  };
  const pressMark = (mark: Mark) => {
    const meetingId = meetingOf(mark);
    if (meetingId !== null) go(`/meetings/${meetingId}`);
    else if (mark.kind === 'picked') toggle(mark);
    else setWhyAt(new Date(mark.start).toISOString());
  };
  const turnTo = useCallback((date: string) => {
    const url = new URL(window.location.href);
    url.searchParams.set('on', date);
    go(url.pathname + url.search, 'replace');
  }, []);
  useKeys([
    { keys: '[', label: t('week.previous'), run: () => turnTo(plusDays(first, -days)) },
    { keys: ']', label: t('week.next'), run: () => turnTo(plusDays(first, days)) },
    { keys: 't', label: t('week.today'), run: () => turnTo(todayIn(zone)) },
  ]);

  return (
    <Screen
      key={String(propose)}
      wide
      quietTitle
      title={`${client.name}: ${t(propose ? 'propose.title' : 'week.title')}`}
    >
      <div className="week" style={clientStyle(client)} data-propose={propose || undefined}>
        <div className="week-main">
          <WeekToolbar
            zone={zone}
            first={first}
            days={days}
            onTurn={turnTo}
            length={{
              durationMinutes: draft.durationMinutes ?? slots.data?.durationMinutes ?? null,
              onDuration: (durationMinutes) =>
                change({ durationMinutes, options: resized(draft.options, durationMinutes) }),
            }}
          />
          <CalendarHealth client={client} />
          <Warnings clientId={clientId} warnings={besideHealth(slots.data?.warnings)} />
          <ProblemNotice problem={week.problem} />
          <div className="week-frame" aria-busy={week.loading || slots.loading}>
            <WeekGrid
              zone={zone}
              first={first}
              days={days}
              marks={marks}
              free={freeSpans}
              onPress={press}
              onMark={pressMark}
              onDraw={take}
              onMove={move}
            />
            {(week.loading || slots.loading) && (
              <div className="week-veil">
                <Loading what={t('week.loading')} />
              </div>
            )}
          </div>
          <Legend />
        </div>
        <aside className="week-side">
          {full && (
            <Notice tone="wait" live>
              {t('week.full', { count: mostTimes(draft) })}
            </Notice>
          )}
          {propose && (
            <ProposePanel
              client={client}
              draft={draft}
              change={change}
              toggle={toggle}
              clear={clear}
              slots={slots}
              range={range}
              places={places.data}
              hasTarget={calendars.data?.some((calendar) => calendar.writeTarget)}
            />
          )}
          <details className="panel" open={!propose || undefined}>
            <summary className="panel-title">
              {t('week.freeTimes')}
              {free !== undefined && (
                <span className="quiet small"> · {t('week.freeCount', { count: free.length })}</span>
              )}
            </summary>
            <FreeTimes slots={slots} zone={zone} names={names} draft={draft} onToggle={take} />
          </details>
          <Said client={client} places={names.places} day={day} />
          <div className="panel">
            <WhyNot
              key={first}
              clientId={clientId}
              names={names}
              durationMinutes={draft.durationMinutes}
              placeId={draft.placeId}
              at={whyAt}
              firstDay={first}
              onAsk={setWhyAt}
              onAnyway={(at) => take({ start: at, end: plusMinutes(at, minutes) })}
            />
          </div>
          {!propose && <Tray client={client} draft={draft} onOut={toggle} />}
        </aside>
      </div>
    </Screen>
  );
};

/** Another length moves the ends of the times that are chosen already; whether they still fit is seen when they do not. */
const resized = <S extends { start: string }>(options: readonly S[], minutes: number) =>
  options.map((option) => ({ start: option.start, end: plusMinutes(option.start, minutes) }));
