import { useLive } from '../../api/live.js';
import { getMessage, rawMessageUrl, settleMessage } from '../../api/messages.js';
import type { MessageDetail } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { go } from '../../shell/address.js';
import { clientStyle } from '../../shell/client-colour.js';
import { Link } from '../../shell/link.js';
import { useClient } from '../../shell/signed-in.js';
import { useDates } from '../../time/use-dates.js';
import { Button } from '../../ui/button.js';
import { Chip } from '../../ui/chip.js';
import { Loaded } from '../../ui/loaded.js';
import { Notice, ProblemNotice } from '../../ui/notice.js';
import { useDeed } from '../../ui/use-deed.js';
import { AnswerForm } from './answer-form.js';
import { reasonOfMessage } from './message-texts.js';

/** One mail, as text: what somebody sent is shown as words, never as a page. */
export const MessageView = ({ messageId }: { readonly messageId: string }) => {
  const message = useLive(`message ${messageId}`, () => getMessage(messageId), { pollMs: 30_000 });
  return <Loaded of={message}>{(data) => <Mail message={data} />}</Loaded>;
};

const OPEN = ['review', 'unmatched'];

const Mail = ({ message }: { message: MessageDetail }) => {
  const { t } = useTexts();
  const dates = useDates();
  const client = useClient(message.clientId);
  const dismiss = useDeed(async () => {
    await settleMessage(message.messageId, { action: 'dismiss' });
    go('/messages');
  });
  const open = message.direction === 'in' && OPEN.includes(message.state);
  return (
    <article className="card message" style={clientStyle(client)}>
      <div className="card-head">
        <h2>{message.subject ?? t('messages.noSubject')}</h2>
        <StateOf state={message.state} />
      </div>
      <div className="card-body">
        <dl className="message-facts">
          <dt>{t('messages.from')}</dt>
          <dd>{message.from ?? '…'}</dd>
          <dt>{t('messages.to')}</dt>
          <dd>{message.to ?? '…'}</dd>
          <dt>{t('messages.at')}</dt>
          <dd className="num">{dates.stamp(message.at)}</dd>
          {client !== undefined && client !== null && (
            <>
              <dt>{t('desk.client')}</dt>
              <dd className="row">
                <span className="swatch" />
                {client.name}
              </dd>
            </>
          )}
        </dl>
        {message.reason !== null && (
          <Notice tone={open ? 'wait' : 'calm'} icon="question">
            <p className="small quiet">{t('messages.reason')}</p>
            <p>{reasonOfMessage(message.reason, t)}</p>
          </Notice>
        )}
        {message.answers.map((answer) => (
          <Notice
            key={`${answer.attendee} ${answer.optionId ?? ''} ${answer.partstat}`}
            tone="calm"
            icon="calendar"
          >
            {answer.attendee}: {t(`meeting.partstat.${answer.partstat}`)}
            {answer.comment !== null && <q className="answer-comment">{answer.comment}</q>}
          </Notice>
        ))}
        {message.text === null || message.text.trim() === '' ? (
          <p className="quiet">{message.unreadable ?? t('messages.noText')}</p>
        ) : (
          <pre className="message-text">{message.text}</pre>
        )}
        <ProblemNotice problem={dismiss.problem} />
        <div className="actions">
          {message.meetingId !== null && (
            <Link className="button" to={`/meetings/${message.meetingId}`}>
              {t('messages.toMeeting')}
            </Link>
          )}
          {open && (
            <Button icon="check" busy={dismiss.busy} onClick={() => void dismiss.run()}>
              {t('messages.settle')}
            </Button>
          )}
          <a className="button" data-kind="quiet" href={rawMessageUrl(message.messageId)} download>
            {t('messages.raw')}
          </a>
        </div>
        {open && <AnswerForm message={message} />}
      </div>
    </article>
  );
};

const STATES = [
  'received',
  'applied',
  'refused',
  'review',
  'unmatched',
  'settled',
  'sent',
  'failed',
] as const;

const StateOf = ({ state }: { state: string }) => {
  const { t } = useTexts();
  const known = STATES.find((name) => name === state);
  return (
    <Chip tone={OPEN.includes(state) ? 'wait' : 'calm'} icon="mail">
      {known === undefined ? state : t(`messages.states.${known}`)}
    </Chip>
  );
};
