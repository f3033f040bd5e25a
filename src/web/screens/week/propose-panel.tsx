import { useState } from 'react';
import type { Live } from '../../api/live.js';
import { propose } from '../../api/meetings.js';
import type { Client, Place, Slots } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { go } from '../../shell/address.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';
import { ChosenTimes } from './chosen-times.js';
import { Clashes } from './clashes.js';
import { useContacts } from './contact-picker.js';
import { type DraftDeeds, kindOf, MOST_TIMES, mostTimes } from './draft.js';
import { KindChoice } from './kind-choice.js';
import { MailPreview } from './mail-preview.js';
import { MeetingKindPicker } from './meeting-kind-picker.js';
import { PeoplePicker } from './people-picker.js';
import { PlacePicker } from './place-picker.js';
import { proposalOf } from './proposal-of.js';
import { Review } from './review.js';
import { SuggestedTimes } from './suggested-times.js';

interface ProposePanelProps extends DraftDeeds {
  readonly client: Client;
  readonly slots: Live<Slots>;
  readonly range: { readonly start: string; readonly end: string };
  readonly places: readonly Place[] | undefined;
  /** Whether there is a calendar to write to; undefined while nobody knows. */
  readonly hasTarget: boolean | undefined;
}

/** Whom, what, where, when and how; what will happen; send. */
export const ProposePanel = ({
  client,
  draft,
  change,
  toggle,
  clear,
  slots,
  range,
  places,
  hasTarget,
}: ProposePanelProps) => {
  const { t } = useTexts();
  const { clientId, zone } = client;
  const contacts = useContacts(clientId);
  const people = draft.people.flatMap(
    ({ contactId }) => contacts.data?.find((known) => known.contactId === contactId) ?? [],
  );
  const kind = kindOf(draft, people[0]);
  const [showing, setShowing] = useState(false);
  const proposal = proposalOf({ ...draft, kind });
  const deed = useDeed(async (anyway: boolean) => {
    const { meetingId } = await propose(clientId, {
      ...proposal,
      ...(anyway ? { override: true, alsoOffered: true } : {}),
    });
    clear();
    go(`/meetings/${meetingId}`);
  });
  const tooMany = draft.options.length - MOST_TIMES[kind];
  const missing = [
    draft.people.length === 0 ? t('propose.missingContact') : null,
    draft.title.trim() === '' ? t('propose.missingTitle') : null,
    draft.options.length === 0 ? t('propose.missingTimes') : null,
  ].filter((text) => text !== null);
  const fault = (pointer: string) => deed.problem?.at(pointer);

  return (
    <form className="panel stack" onSubmit={onSubmit(() => deed.run(false))}>
      <div className="spread">
        <div>
          <h2 className="panel-title">{t('propose.title')}</h2>
          <p className="small quiet">{t('propose.forClient', { client: client.name })}</p>
        </div>
        <Button kind="quiet" size="small" onClick={clear}>
          {t('propose.clear')}
        </Button>
      </div>
      <PeoplePicker
        client={client}
        people={draft.people}
        onPeople={(chosen) => change({ people: chosen })}
        fault={(index) => fault(index === null ? '/attendees' : `/attendees/${index}/contactId`)}
      />
      <MeetingKindPicker client={client} draft={draft} change={change} />
      <Field label={t('propose.what')} fault={fault('/title')}>
        {(control) => (
          <input
            {...control}
            value={draft.title}
            placeholder={t('propose.whatPlaceholder')}
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Field>
      <PlacePicker places={places} draft={draft} change={change} fault={fault('/placeId')} />
      <section className="stack" data-gap="small" aria-labelledby="times-title">
        <h3 id="times-title" className="label">
          {t('propose.times')}
        </h3>
        {draft.options.length === 0 ? (
          <p className="inset small quiet">
            {t('propose.timesNone')} {t('propose.timesHint', { count: mostTimes(draft) })}
          </p>
        ) : (
          <ChosenTimes
            zone={zone}
            options={draft.options}
            slots={
              slots.data === undefined || slots.data.closed !== null
                ? undefined
                : { range, free: slots.data.slots }
            }
            onOut={toggle}
          />
        )}
        <SuggestedTimes client={client} draft={draft} onTake={toggle} />
        {fault('/options') !== undefined && <p className="fault">{fault('/options')}</p>}
      </section>
      <KindChoice draft={draft} kind={kind} change={change} fault={fault('/kind') ?? fault('/agreed')} />
      <Field label={`${t('propose.note')} (${t('common.optional')})`} fault={fault('/note')}>
        {(control) => (
          <textarea
            {...control}
            rows={2}
            value={draft.note}
            onChange={(event) => change({ note: event.target.value })}
          />
        )}
      </Field>
      {people.length > 0 && draft.options.length > 0 && (
        <Review
          client={client}
          people={people}
          kind={kind}
          agreed={draft.agreed}
          options={draft.options}
          hasTarget={hasTarget}
        />
      )}
      {showing && <MailPreview client={client} proposal={proposal} onClose={() => setShowing(false)} />}
      <div className="propose-foot stack" data-gap="small">
        {missing.length > 0 && (
          <p className="small quiet">{t('propose.missing', { what: missing.join(', ') })}</p>
        )}
        {deed.problem?.code === 'time-taken' && (
          <Clashes
            problem={deed.problem}
            options={draft.options}
            zone={zone}
            busy={deed.busy}
            onAnyway={() => void deed.run(true)}
          />
        )}
        {deed.problem?.code !== 'time-taken' && <ProblemNotice problem={deed.problem} />}
        <div className="actions">
          <Button
            type="submit"
            kind="primary"
            icon="send"
            busy={deed.busy}
            disabled={missing.length > 0 || tooMany > 0}
          >
            {t(kind === 'fixed' && draft.agreed ? 'propose.book' : 'propose.send')}
          </Button>
          <Button
            kind="quiet"
            icon="mail"
            disabled={missing.length > 0 || tooMany > 0}
            onClick={() => setShowing(true)}
          >
            {t('propose.showMail')}
          </Button>
        </div>
      </div>
    </form>
  );
};
