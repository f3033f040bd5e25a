import { useLive } from '../../api/live.js';
import { listMessages } from '../../api/messages.js';
import type { MessageSummary } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { clientStyle } from '../../shell/client-colour.js';
import { Link } from '../../shell/link.js';
import { Screen } from '../../shell/screen.js';
import { useClient } from '../../shell/signed-in.js';
import { useDates } from '../../time/use-dates.js';
import { Empty, Loaded } from '../../ui/loaded.js';
import { MessageView } from './message.js';
import './messages.css';

/** Mail that a person has to place or to look at; beside the list, the mail that is read. */
export default function MessagesScreen({ messageId }: { messageId: string | null }) {
  const { t } = useTexts();
  return (
    <Screen title={t('messages.title')} lead={t('messages.lead')}>
      <div className="messages" data-reading={messageId !== null || undefined}>
        <div className="stack messages-lists">
          <List
            state="review"
            title={t('messages.review')}
            none={t('messages.reviewNone')}
            current={messageId}
          />
          <List
            state="unmatched"
            title={t('messages.unmatched')}
            none={t('messages.unmatchedNone')}
            current={messageId}
          />
        </div>
        <div className="messages-one">
          {messageId === null ? (
            <div className="card">
              <Empty icon="mail">{t('messages.select')}</Empty>
            </div>
          ) : (
            <MessageView key={messageId} messageId={messageId} />
          )}
        </div>
      </div>
    </Screen>
  );
}

interface ListProps {
  readonly state: 'review' | 'unmatched';
  readonly title: string;
  readonly none: string;
  readonly current: string | null;
}

const List = ({ state, title, none, current }: ListProps) => {
  const messages = useLive(`messages ${state}`, () => listMessages(state));
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
      </div>
      <Loaded of={messages}>
        {(list) =>
          list.length === 0 ? (
            <p className="card-body quiet">{none}</p>
          ) : (
            <ul className="lines">
              {list.map((message) => (
                <Item key={message.messageId} message={message} current={message.messageId === current} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
};

const Item = ({ message, current }: { message: MessageSummary; current: boolean }) => {
  const { t } = useTexts();
  const dates = useDates();
  const client = useClient(message.clientId);
  return (
    <li style={clientStyle(client)}>
      <Link
        className="message-item"
        to={`/messages/${message.messageId}`}
        aria-current={current ? 'page' : undefined}
      >
        <span className="strong message-subject">{message.subject ?? t('messages.noSubject')}</span>
        <span className="small quiet message-from">{message.from ?? '…'}</span>
        <span className="small quiet num">
          {[dates.stamp(message.at), client?.name].filter((part) => part !== undefined).join(' · ')}
        </span>
      </Link>
    </li>
  );
};
