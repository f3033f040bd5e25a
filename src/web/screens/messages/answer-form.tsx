import { useState } from 'react';
import { useLive } from '../../api/live.js';
import { listMeetings } from '../../api/meetings.js';
import { settleMessage } from '../../api/messages.js';
import type { MeetingSummary, MessageDetail } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { go } from '../../shell/address.js';
import { useClients } from '../../shell/signed-in.js';
import { useDates } from '../../time/use-dates.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';

const ANSWERS = ['ACCEPTED', 'TENTATIVE', 'DECLINED'] as const;

/** A mail in words that a person understands as somebody's answer: to which meeting, from whom, and what. */
export const AnswerForm = ({ message }: { readonly message: MessageDetail }) => {
  const { t } = useTexts();
  const dates = useDates();
  const clients = useClients();
  const meetings = useLive('meetings open', openMeetings);
  const list = (meetings.data ?? []).filter(
    ({ clientId }) => message.clientId === null || clientId === message.clientId,
  );
  const [meetingId, setMeetingId] = useState(message.meetingId ?? '');
  const meeting = list.find((known) => known.meetingId === meetingId);
  const [attendee, setAttendee] = useState(message.attendeeId ?? '');
  const [option, setOption] = useState(message.answers[0]?.optionId ?? '');
  const [partstat, setPartstat] = useState<(typeof ANSWERS)[number]>('ACCEPTED');
  // What is chosen belongs to the meeting; another one is chosen: its first attendee and time.
  const attendeeId =
    meeting?.attendees.find((known) => known.attendeeId === attendee)?.attendeeId ??
    meeting?.attendees[0]?.attendeeId;
  const open = meeting?.options.filter((known) => known.state !== 'withdrawn') ?? [];
  const optionId = open.find((known) => known.optionId === option)?.optionId ?? open[0]?.optionId;
  const zone = clients.data?.find(({ clientId }) => clientId === meeting?.clientId)?.zone ?? 'UTC';
  const deed = useDeed(async () => {
    if (attendeeId === undefined || optionId === undefined) return;
    await settleMessage(message.messageId, { action: 'answer', meetingId, attendeeId, optionId, partstat });
    go(`/meetings/${meetingId}`);
  });
  return (
    <details className="inset answer-form">
      <summary className="strong">{t('messages.asAnswer')}</summary>
      <form className="form" onSubmit={onSubmit(deed.run)}>
        <ProblemNotice problem={deed.problem} />
        <Field label={t('meeting.title')} fault={deed.problem?.at('/meetingId')}>
          {(control) => (
            <select
              {...control}
              required
              value={meetingId}
              onChange={(event) => setMeetingId(event.target.value)}
            >
              <option value="" />
              {list.map((known) => (
                <option key={known.meetingId} value={known.meetingId}>
                  {`${nameOf(clients.data, known)}: ${known.title}`}
                </option>
              ))}
            </select>
          )}
        </Field>
        {meeting !== undefined && (
          <div className="fields">
            <Field label={t('meeting.attendee')}>
              {(control) => (
                <select {...control} value={attendeeId} onChange={(event) => setAttendee(event.target.value)}>
                  {meeting.attendees.map((known) => (
                    <option key={known.attendeeId} value={known.attendeeId}>
                      {known.name}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={t('meeting.option')}>
              {(control) => (
                <select {...control} value={optionId} onChange={(event) => setOption(event.target.value)}>
                  {open.map((known) => (
                    <option key={known.optionId} value={known.optionId}>
                      {dates.span(known.start, known.end, zone)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={t('messages.answer')}>
              {(control) => (
                <select
                  {...control}
                  value={partstat}
                  onChange={(event) =>
                    setPartstat(ANSWERS.find((known) => known === event.target.value) ?? 'ACCEPTED')
                  }
                >
                  {ANSWERS.map((known) => (
                    <option key={known} value={known}>
                      {t(`meeting.partstat.${known}`)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </div>
        )}
        <div className="actions">
          <Button type="submit" kind="primary" busy={deed.busy} disabled={optionId === undefined}>
            {t('messages.takeAnswer')}
          </Button>
        </div>
      </form>
    </details>
  );
};

const openMeetings = async (): Promise<readonly MeetingSummary[]> => [
  ...(await listMeetings({ state: 'proposed' })),
  ...(await listMeetings({ state: 'confirmed' })),
];

const nameOf = (
  clients: readonly { clientId: string; name: string }[] | undefined,
  meeting: MeetingSummary,
): string => clients?.find(({ clientId }) => clientId === meeting.clientId)?.name ?? '…';
