import { useState } from 'react';
import { changeCover, endCover, getHandover, listCovers } from '../../api/covers.js';
import { useLive } from '../../api/live.js';
import type { Cover } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useSignedIn } from '../../shell/signed-in.js';
import { useDates } from '../../time/use-dates.js';
import { dateIn, dayStart, plusDays } from '../../time/zone-time.js';
import { Button } from '../../ui/button.js';
import { Chip } from '../../ui/chip.js';
import { DateInput } from '../../ui/date-input.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { Empty, Loaded } from '../../ui/loaded.js';
import { ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';
import { CoverCalendar } from './cover-calendar.js';
import { CoverDialog } from './cover-dialog.js';
import { HandoverList } from './handover-list.js';
import './covers.css';

/** Who covers whom, from the first day to the last. */
export const Covers = () => {
  const { t } = useTexts();
  const covers = useLive('covers', listCovers, { pollMs: 30_000 });
  const [making, setMaking] = useState(false);
  return (
    <section className="card">
      <div className="card-head">
        <div>
          <h2>{t('covers.title')}</h2>
          <p className="small quiet">{t('covers.lead')}</p>
        </div>
        <Button size="small" kind="primary" icon="plus" onClick={() => setMaking(true)}>
          {t('covers.make')}
        </Button>
      </div>
      <Loaded of={covers}>{(list) => <CoverList covers={list} />}</Loaded>
      {making && <CoverDialog onClose={() => setMaking(false)} />}
    </section>
  );
};

const CoverList = ({ covers }: { covers: readonly Cover[] }) => {
  const { t } = useTexts();
  const open = covers.filter(({ state }) => state !== 'over');
  const past = covers.filter(({ state }) => state === 'over');
  return (
    <>
      <CoverCalendar covers={open} />
      {open.length === 0 ? (
        <Empty icon="people">{t('covers.none')}</Empty>
      ) : (
        <ul className="lines">
          {open.map((cover) => (
            <CoverItem key={cover.coverId} cover={cover} />
          ))}
        </ul>
      )}
      {past.length > 0 && (
        <details className="card-body">
          <summary>{t('covers.past', { number: past.length })}</summary>
          <ul className="lines">
            {past.map((cover) => (
              <CoverItem key={cover.coverId} cover={cover} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
};

const TONES = { planned: 'wait', running: 'good', over: 'calm' } as const;
const ICONS = { planned: 'clock', running: 'check', over: 'cross' } as const;

const CoverItem = ({ cover }: { cover: Cover }) => {
  const { t } = useTexts();
  const dates = useDates();
  const { me } = useSignedIn();
  const [open, setOpen] = useState<'handover' | 'change' | null>(null);
  const end = useDeed(() => endCover(cover.coverId));
  const names = [...new Set(cover.clients.map(({ name }) => name))];
  return (
    <li className="item">
      <div>
        <div className="row">
          <p className="strong">
            {cover.absentName} → {cover.userName}
          </p>
          <Chip tone={TONES[cover.state]} icon={ICONS[cover.state]}>
            {t(`covers.${cover.state}`)}
          </Chip>
        </div>
        <p className="small quiet num">
          {dates.dateRange(dateIn(cover.from, me.zone), lastDayOf(cover, me.zone))}
        </p>
        <p className="small quiet">{names.join(', ')}</p>
        <ProblemNotice problem={end.problem} />
      </div>
      {cover.state !== 'over' && (
        <div className="actions">
          <Button size="small" onClick={() => setOpen('handover')}>
            {t('covers.show')}
          </Button>
          <Button size="small" onClick={() => setOpen('change')}>
            {t('covers.change')}
          </Button>
          <Button size="small" busy={end.busy} onClick={() => void end.run()}>
            {t(cover.state === 'planned' ? 'covers.drop' : 'covers.end')}
          </Button>
        </div>
      )}
      {open === 'handover' && <HandoverDialog cover={cover} onClose={() => setOpen(null)} />}
      {open === 'change' && <ChangeDialog cover={cover} onClose={() => setOpen(null)} />}
    </li>
  );
};

/** The end is the first moment that is not in it any more; people say the last day. */
const lastDayOf = (cover: Cover, zone: string): string => {
  const last = Math.max(Date.parse(cover.until) - 1, Date.parse(cover.from));
  return dateIn(new Date(last).toISOString(), zone);
};

const HandoverDialog = ({ cover, onClose }: { cover: Cover; onClose: () => void }) => {
  const { t } = useTexts();
  const handover = useLive(`handover ${cover.coverId}`, () => getHandover(cover.coverId));
  return (
    <Dialog title={t('covers.preview')} onClose={onClose} wide>
      <Loaded of={handover}>{(data) => <HandoverList handover={data} />}</Loaded>
    </Dialog>
  );
};

const ChangeDialog = ({ cover, onClose }: { cover: Cover; onClose: () => void }) => {
  const { t } = useTexts();
  const { me } = useSignedIn();
  const [last, setLast] = useState(lastDayOf(cover, me.zone));
  const deed = useDeed(async () => {
    await changeCover(cover.coverId, dayStart(plusDays(last, 1), me.zone));
    onClose();
  });
  return (
    <Dialog title={t('covers.change')} onClose={onClose}>
      <form className="form" onSubmit={onSubmit(deed.run)}>
        <ProblemNotice problem={deed.problem} />
        <Field
          label={t('covers.lastDay')}
          fault={deed.problem?.at('/until') ?? deed.problem?.at('/clientIds')}
        >
          {(control) => (
            <DateInput {...control} min={dateIn(cover.from, me.zone)} value={last} onChange={setLast} />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" kind="primary" busy={deed.busy}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
