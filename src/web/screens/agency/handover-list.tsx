import type { ReactNode } from 'react';
import type { Handover } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { clientStyle } from '../../shell/client-colour.js';
import { useClients, useSignedIn } from '../../shell/signed-in.js';
import { useDates } from '../../time/use-dates.js';

type HandedClient = Handover['clients'][number];

interface HandoverListProps {
  readonly handover: Handover;
  /** Stands beside the client's name: what can be done about it. */
  readonly beside?: (client: HandedClient) => ReactNode;
}

/** What goes over, client by client. */
export const HandoverList = ({ handover, beside }: HandoverListProps) => {
  const clients = useClients();
  return (
    <div className="handover">
      {handover.clients.map((client) => (
        <section
          key={`${client.clientId} ${client.from}`}
          className="handover-client"
          aria-label={client.name}
          style={clientStyle(clients.data?.find(({ clientId }) => clientId === client.clientId))}
        >
          <div className="spread">
            <h3>{client.name}</h3>
            {beside?.(client)}
          </div>
          <Handed client={client} />
        </section>
      ))}
    </div>
  );
};

const Handed = ({ client }: { client: HandedClient }) => {
  const { t } = useTexts();
  const { me } = useSignedIn();
  const dates = useDates();
  const { proposals, meetings, instructions, requests, messages } = client;
  const numbers = [
    requests > 0 ? t('covers.requests', { number: requests }) : null,
    messages > 0 ? t('covers.messages', { number: messages }) : null,
  ].filter((text) => text !== null);
  if (proposals.length + meetings.length + instructions.length + numbers.length === 0) {
    return <p className="small quiet">{t('covers.nothing')}</p>;
  }
  return (
    <div className="small">
      <Part
        title={t('covers.proposals')}
        items={proposals.map((one) => [one.meetingId, proposalText(one)])}
      />
      <Part
        title={t('covers.meetings')}
        items={meetings.map((one) => [
          one.meetingId,
          `${dates.span(one.start, one.end, me.zone)}: ${one.title}`,
        ])}
      />
      <Part
        title={t('covers.instructions')}
        items={instructions.map((one) => [
          one.instructionId,
          [
            dates.date(one.date),
            t(`covers.kinds.${instructionKind(one.kind)}`),
            [one.from, one.until].filter((clock) => clock !== null).join('–'),
            one.words === null ? '' : `“${one.words}”`,
          ]
            .filter((part) => part !== '')
            .join(' · '),
        ])}
      />
      {numbers.length > 0 && <p>{numbers.join(' · ')}</p>}
    </div>
  );
};

const KINDS = ['unreachable', 'nothing_before', 'nothing_after', 'only_by_phone', 'at_place'] as const;
const instructionKind = (kind: string) => KINDS.find((known) => known === kind) ?? 'unreachable';

const proposalText = ({ title, people }: HandedClient['proposals'][number]): string =>
  people.length === 0 ? title : `${title} (${people.join(', ')})`;

const Part = ({ title, items }: { title: string; items: readonly (readonly [string, string])[] }) =>
  items.length === 0 ? null : (
    <>
      <p className="strong">
        {title} <span className="num quiet">{items.length}</span>
      </p>
      <ul>
        {items.map(([id, text]) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
    </>
  );
