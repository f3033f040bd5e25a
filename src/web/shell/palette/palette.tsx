import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { findContacts } from '../../api/contacts.js';
import { useLive } from '../../api/live.js';
import type { Client, Contact } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { writeDraft } from '../../screens/week/draft.js';
import { deviceZone, todayIn } from '../../time/zone-time.js';
import { Icon, type IconName } from '../../ui/icon.js';
import { go } from '../address.js';
import { clientStyle } from '../client-colour.js';
import { useClients, useSignedIn } from '../signed-in.js';
import { folded, readAsked } from './words.js';
import './palette.css';

interface Command {
  readonly id: string;
  readonly icon: IconName;
  readonly text: string;
  /** Whose it is: the band of colour that goes with everything of a client. */
  readonly client?: Client;
  readonly run: () => void;
}

const MOST_COMMANDS = 12;
/** Clients whose contacts are asked for at once; a name that fits more wants the client's name as well. */
const MOST_ASKED = 6;

/** Goes to anything and begins a proposal, in words. The browser's own modal dialog: Escape closes it. */
export const Palette = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const commands = useCommands(text);
  const current = Math.min(active, commands.length - 1);

  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const take = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined && commands.length > 0) {
      event.preventDefault();
      setActive((current + move + commands.length) % commands.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      take(commands[current]);
    }
  };
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label={t('palette.title')}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      closedby="any"
    >
      <input
        type="text"
        role="combobox"
        aria-expanded={commands.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={commands.length > 0 ? `${id}-${current}` : undefined}
        aria-label={t('palette.title')}
        autoComplete="off"
        placeholder={t('palette.placeholder')}
        value={text}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
      />
      <div role="listbox" id={id} className="palette-list" aria-label={t('palette.title')} tabIndex={-1}>
        {commands.map((command, index) => (
          <div
            key={command.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            className="palette-option"
            style={command.client === undefined ? undefined : clientStyle(command.client)}
            onMouseDown={(event) => {
              event.preventDefault();
              take(command);
            }}
          >
            <Icon name={command.icon} />
            <span>{command.text}</span>
            {command.client !== undefined && (
              <span className="palette-client">
                <span className="swatch" />
                {command.client.name}
              </span>
            )}
          </div>
        ))}
      </div>
      <p className="palette-none" role="status">
        {commands.length === 0 ? t('palette.none') : t('palette.hint')}
      </p>
    </dialog>
  );
};

const useCommands = (text: string): readonly Command[] => {
  const { t } = useTexts();
  const { me } = useSignedIn();
  const clients = useClients().data ?? [];
  const asked = readAsked(text, clients, todayIn(deviceZone()));
  const meant = clients.filter(({ clientId }) => asked.clientIds.includes(clientId));
  const people = useContactsOf(meant, asked.rest);
  const on = asked.day === null ? '' : `?on=${asked.day}`;

  const places: Command[] = [
    { id: 'desk', icon: 'desk', text: t('nav.desk'), run: () => go('/') },
    { id: 'week', icon: 'calendar', text: t('nav.allClients'), run: () => go('/week') },
    { id: 'requests', icon: 'bell', text: t('nav.requests'), run: () => go('/requests') },
    { id: 'messages', icon: 'mail', text: t('nav.messages'), run: () => go('/messages') },
  ];
  if (me.role === 'owner') {
    places.push({ id: 'agency', icon: 'people', text: t('nav.agency'), run: () => go('/agency') });
  }
  const wanted = folded(text).trim();
  const fitting = wanted === '' ? places : places.filter((place) => folded(place.text).includes(wanted));
  const booking = people.map(
    ({ client, contact }): Command => ({
      id: `book ${contact.contactId}`,
      icon: 'send',
      text: t('palette.book', { name: contact.name }),
      client,
      run: () => {
        writeDraft(client.clientId, { people: [{ contactId: contact.contactId, role: 'required' }] });
        go(`/clients/${client.clientId}/propose${on}`);
      },
    }),
  );
  const ofClients = (asked.named || wanted === '' ? meant : []).flatMap((client): Command[] => {
    const to = (part: string) => () => go(`/clients/${client.clientId}${part}${on}`);
    const week: Command = {
      id: `week ${client.clientId}`,
      icon: 'calendar',
      text: t('client.week'),
      client,
      run: to(''),
    };
    if (wanted === '') return [week];
    return [
      week,
      {
        ...week,
        id: `propose ${client.clientId}`,
        icon: 'send',
        text: t('client.propose'),
        run: to('/propose'),
      },
      {
        ...week,
        id: `phone ${client.clientId}`,
        icon: 'phone',
        text: t('client.phone'),
        run: to('/phone'),
      },
      {
        ...week,
        id: `meetings ${client.clientId}`,
        icon: 'check',
        text: t('client.meetings'),
        run: to('/meetings'),
      },
      {
        ...week,
        id: `settings ${client.clientId}`,
        icon: 'gear',
        text: t('client.settings'),
        run: to('/settings'),
      },
    ];
  });
  return [...booking, ...fitting, ...ofClients].slice(0, MOST_COMMANDS);
};

interface Known {
  readonly client: Client;
  readonly contact: Contact;
}

/** Contacts of these clients that the words fit. */
const useContactsOf = (clients: readonly Client[], words: string): readonly Known[] => {
  const few = clients.slice(0, MOST_ASKED);
  const ask = words.length >= 2 && few.length > 0;
  const key = ask ? `palette ${few.map(({ clientId }) => clientId).join(' ')} ${words}` : null;
  const answer = useLive(
    key,
    async () =>
      (
        await Promise.all(
          few.map(async (client) =>
            (await findContacts(client.clientId, words)).map((contact) => ({ client, contact })),
          ),
        )
      ).flat(),
    { pollMs: null },
  );
  return answer.data ?? [];
};
