import { useMemo, useState } from 'react';
import { listBusy } from '../../api/calendars.js';
import { useLive } from '../../api/live.js';
import { listMeetings } from '../../api/meetings.js';
import type { Client } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { go, useAddress } from '../../shell/address.js';
import { clientStyle } from '../../shell/client-colour.js';
import { useKeys } from '../../shell/keys.js';
import { Screen } from '../../shell/screen.js';
import { useClients } from '../../shell/signed-in.js';
import { dateIn, dayStart, deviceZone, mondayOf, plusDays, todayIn } from '../../time/zone-time.js';
import { Loaded, Loading } from '../../ui/loaded.js';
import { ProblemNotice } from '../../ui/notice.js';
import { NARROW, useMedia } from '../../ui/use-media.js';
import { busyMarks, commitmentMarks, meetingOf } from '../week/week-data.js';
import { type Mark, WeekGrid } from '../week/week-grid.js';
import { WeekToolbar } from '../week/week-toolbar.js';
import { Holds } from './holds.js';
import '../week/week.css';
import './all-week.css';

/** The week of all clients in one, each in its colour and with its name, on the clocks of whoever looks. */
export default function AllWeekScreen() {
  const { t } = useTexts();
  const clients = useClients();
  return (
    <Screen wide quietTitle title={t('nav.allClients')}>
      <Loaded of={clients}>
        {(known) => (
          <div className="stack" data-gap="large">
            <AllWeek clients={known} />
            <Holds clients={known} />
          </div>
        )}
      </Loaded>
    </Screen>
  );
}

const AllWeek = ({ clients }: { clients: readonly Client[] }) => {
  const { t } = useTexts();
  const zone = deviceZone();
  const narrow = useMedia(NARROW);
  // Several clients share each day: more than one is too narrow to read on a telephone.
  const days = narrow ? 1 : 7;
  const asked = useAddress().searchParams.get('on');
  const day = asked !== null && /^\d{4}-\d{2}-\d{2}$/.test(asked) ? asked : todayIn(zone);
  const first = narrow ? day : mondayOf(day);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => clients.filter(({ clientId }) => !hidden.has(clientId)), [clients, hidden]);
  const week = useMarks(clients, shown, dayStart(first, zone), dayStart(plusDays(first, days), zone));

  const turnTo = (date: string) => go(`/week?on=${date}`, 'replace');
  useKeys([
    { keys: '[', label: t('week.previous'), run: () => turnTo(plusDays(first, -days)) },
    { keys: ']', label: t('week.next'), run: () => turnTo(plusDays(first, days)) },
    { keys: 't', label: t('week.today'), run: () => turnTo(todayIn(zone)) },
  ]);
  const open = (mark: Mark) => {
    const meetingId = meetingOf(mark);
    if (meetingId !== null) return go(`/meetings/${meetingId}`);
    const client = clients.find(({ clientId }) => mark.id.startsWith(clientId));
    return client === undefined
      ? undefined
      : go(`/clients/${client.clientId}?on=${dateIn(mark.start, client.zone)}`);
  };
  return (
    <div className="week-main all-week">
      <WeekToolbar zone={zone} first={first} days={days} onTurn={turnTo} />
      <ul className="all-clients" aria-label={t('nav.clients')}>
        {clients.map((client) => (
          <li key={client.clientId} style={clientStyle(client)}>
            <label className="check">
              <input
                type="checkbox"
                checked={!hidden.has(client.clientId)}
                onChange={() => setHidden(toggled(hidden, client.clientId))}
              />
              <span className="swatch" />
              {client.name}
            </label>
          </li>
        ))}
      </ul>
      <ProblemNotice problem={week.problem} />
      <div className="week-frame" aria-busy={week.loading}>
        <WeekGrid
          zone={zone}
          first={first}
          days={days}
          marks={week.marks}
          free={undefined}
          onPress={() => undefined}
          onMark={open}
        />
        {week.loading && (
          <div className="week-veil">
            <Loading what={t('week.loadingAll')} />
          </div>
        )}
      </div>
      <p className="small quiet">{t('common.timesIn', { zone })}</p>
    </div>
  );
};

/** What stands in the calendars of `shown`, and what is held or confirmed for them. */
const useMarks = (clients: readonly Client[], shown: readonly Client[], from: string, to: string) => {
  const { t } = useTexts();
  const ids = clients.map(({ clientId }) => clientId);
  // One question for all, so that the week appears whole; its key names everybody whose news make it be asked anew.
  const week = useLive(`all ${from} ${to} ${ids.join(' ')}`, async () =>
    Promise.all(
      ids.map(async (clientId) => {
        const [busy, meetings] = await Promise.all([
          listBusy(clientId, from, to),
          listMeetings({ clientId }),
        ]);
        return { clientId, busy, meetings };
      }),
    ),
  );
  const marks = useMemo(
    () =>
      (week.data ?? []).flatMap(({ clientId, busy, meetings }) => {
        const client = shown.find((known) => known.clientId === clientId);
        if (client === undefined) return [];
        const { name, colour } = client;
        const held = commitmentMarks(meetings, { start: from, end: to });
        const theirs = busyMarks(busy, t('week.busy')).map((mark) => ({
          ...mark,
          id: `${clientId} ${mark.id}`,
        }));
        return [...theirs, ...held].map((mark): Mark => ({ ...mark, of: { name: short(name), colour } }));
      }),
    [week.data, shown, from, to, t],
  );
  return { marks, loading: week.loading, problem: week.problem };
};

/** The first word: columns are narrow here, and the colour and the list above tell the rest. */
const short = (name: string): string => name.split(' ')[0] ?? name;

const toggled = (set: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
};
