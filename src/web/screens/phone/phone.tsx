import { useState } from 'react';
import { listCalendars } from '../../api/calendars.js';
import { listPlaces } from '../../api/contacts.js';
import { useLive } from '../../api/live.js';
import { propose } from '../../api/meetings.js';
import type { Client } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { go } from '../../shell/address.js';
import { ClientBand } from '../../shell/client-band.js';
import { clientStyle } from '../../shell/client-colour.js';
import { useKeys } from '../../shell/keys.js';
import { Screen } from '../../shell/screen.js';
import { useClient } from '../../shell/signed-in.js';
import { useDates } from '../../time/use-dates.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { Loading } from '../../ui/loaded.js';
import { Notice, ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';
import { Clashes } from '../week/clashes.js';
import { useContacts } from '../week/contact-picker.js';
import { useDraft, writeDraft } from '../week/draft.js';
import { MeetingKindPicker } from '../week/meeting-kind-picker.js';
import { PeoplePicker } from '../week/people-picker.js';
import { PlacePicker } from '../week/place-picker.js';
import { proposalOf } from '../week/proposal-of.js';
import { Review } from '../week/review.js';
import type { Span } from '../week/spans.js';
import { OpenProposals } from './open-proposals.js';
import { PhoneTimes } from './phone-times.js';
import './phone.css';
import '../week/week.css';

export default function PhoneScreen({ clientId }: { readonly clientId: string }) {
  const { t } = useTexts();
  const client = useClient(clientId);
  if (client === undefined) return <Loading />;
  if (client === null) {
    return (
      <Screen title={t('client.phone')}>
        <Notice tone="bad">{t('problem.notFound')}</Notice>
      </Screen>
    );
  }
  return (
    <>
      <ClientBand client={client} part="phone" />
      <Call client={client} />
    </>
  );
}

/** Somebody is on the line: who, what about, a time to read out, and it is booked as agreed. */
const Call = ({ client }: { readonly client: Client }) => {
  const { t } = useTexts();
  const dates = useDates();
  const { clientId, zone } = client;
  const { draft, change, clear } = useDraft(clientId);
  const [time, setTime] = useState<Span | null>(null);
  const contacts = useContacts(clientId);
  const places = useLive(`places ${clientId}`, () => listPlaces(clientId), { pollMs: 60_000 });
  const calendars = useLive(`calendars ${clientId}`, () => listCalendars(clientId));
  const people = draft.people.flatMap(
    ({ contactId }) => contacts.data?.find((known) => known.contactId === contactId) ?? [],
  );
  const booked = { ...draft, kind: 'fixed' as const, agreed: true, options: time === null ? [] : [time] };
  const deed = useDeed(async (anyway: boolean) => {
    const { meetingId } = await propose(clientId, {
      ...proposalOf(booked),
      ...(anyway ? { override: true, alsoOffered: true } : {}),
    });
    clear();
    go(`/meetings/${meetingId}`);
  });
  const fault = (pointer: string) => deed.problem?.at(pointer);
  const missing = [
    draft.people.length === 0 ? t('propose.missingContact') : null,
    draft.title.trim() === '' ? t('propose.missingTitle') : null,
    time === null ? t('propose.missingTimes') : null,
  ].filter((text) => text !== null);
  const toProposal = () => {
    if (time !== null) writeDraft(clientId, { options: [time], kind: null, agreed: false });
    go(`/clients/${clientId}/propose`);
  };
  useKeys([
    { keys: 'Enter', label: t('phone.book'), run: () => void (missing.length === 0 && deed.run(false)) },
  ]);

  return (
    <Screen title={t('phone.title')} lead={t('phone.lead', { client: client.name })}>
      <form className="phone" style={clientStyle(client)} onSubmit={onSubmit(() => deed.run(false))}>
        <section className="panel stack" aria-labelledby="phone-who">
          <h2 id="phone-who" className="panel-title">
            {t('phone.who')}
          </h2>
          <PeoplePicker
            client={client}
            people={draft.people}
            onPeople={(chosen) => change({ people: chosen })}
            fault={(index) => fault(index === null ? '/attendees' : `/attendees/${index}/contactId`)}
          />
          {people[0] !== undefined && <OpenProposals client={client} contact={people[0]} />}
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
          <PlacePicker places={places.data} draft={draft} change={change} fault={fault('/placeId')} />
        </section>
        <PhoneTimes
          client={client}
          contact={people[0]}
          draft={draft}
          change={change}
          time={time}
          onTime={setTime}
        />
        <section className="panel stack phone-foot">
          {time !== null && people.length > 0 && (
            <Review
              client={client}
              people={people}
              kind="fixed"
              agreed
              options={[time]}
              hasTarget={calendars.data?.some((calendar) => calendar.writeTarget)}
            />
          )}
          {missing.length > 0 && (
            <p className="small quiet">{t('propose.missing', { what: missing.join(', ') })}</p>
          )}
          {deed.problem?.code === 'time-taken' ? (
            <Clashes
              problem={deed.problem}
              options={time === null ? [] : [time]}
              zone={zone}
              busy={deed.busy}
              anyway={t('phone.anyway')}
              onAnyway={() => void deed.run(true)}
            />
          ) : (
            <ProblemNotice problem={deed.problem} />
          )}
          <div className="actions">
            <Button type="submit" kind="primary" icon="phone" busy={deed.busy} disabled={missing.length > 0}>
              {time === null
                ? t('phone.book')
                : t('phone.bookAt', { time: dates.span(time.start, time.end, zone) })}
            </Button>
            <Button kind="quiet" icon="mail" onClick={toProposal}>
              {t('phone.byMail')}
            </Button>
          </div>
        </section>
      </form>
    </Screen>
  );
};
