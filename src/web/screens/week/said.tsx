import { useState } from 'react';
import { listInstructions, withdrawInstruction } from '../../api/instructions.js';
import { useLive } from '../../api/live.js';
import type { Client, Instruction, Place } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { Button, IconButton } from '../../ui/button.js';
import { Chip } from '../../ui/chip.js';
import { ProblemNotice } from '../../ui/notice.js';
import { useDeed } from '../../ui/use-deed.js';
import { SaidDialog } from './said-dialog.js';
import { saidText } from './said-text.js';

export const useInstructions = (clientId: string) =>
  useLive(`instructions ${clientId}`, () => listInstructions(clientId), { pollMs: 30_000 });

interface SaidProps {
  readonly client: Client;
  readonly places: readonly Place[];
  /** The day that a new instruction is about, to begin with. */
  readonly day: string;
}

/** What the client said about single days: in force at once, and taken back with one press. */
export const Said = ({ client, places, day }: SaidProps) => {
  const { t } = useTexts();
  const { clientId } = client;
  const said = useInstructions(clientId);
  const [adding, setAdding] = useState(false);
  const open = (said.data ?? [])
    .filter(({ state }) => state === 'ahead' || state === 'in_force')
    .sort((a, b) => orderOf(a).localeCompare(orderOf(b)));
  return (
    <section className="panel stack" data-gap="small" aria-labelledby="said-title">
      <div className="spread">
        <h2 id="said-title" className="panel-title">
          {t('said.title')}
        </h2>
        <Button size="small" icon="plus" onClick={() => setAdding(true)}>
          {t('said.add')}
        </Button>
      </div>
      <ProblemNotice problem={said.problem} />
      {said.data !== undefined && open.length === 0 && <p className="small quiet">{t('said.none')}</p>}
      {open.length > 0 && (
        <ul className="said-list">
          {open.map((instruction) => (
            <Told key={instruction.instructionId} client={client} places={places} instruction={instruction} />
          ))}
        </ul>
      )}
      {adding && <SaidDialog client={client} places={places} day={day} onClose={() => setAdding(false)} />}
    </section>
  );
};

interface ToldProps {
  readonly client: Client;
  readonly places: readonly Place[];
  readonly instruction: Instruction;
}

const Told = ({ client, places, instruction }: ToldProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const text = saidText(instruction, places, t);
  const deed = useDeed(() => withdrawInstruction(client.clientId, instruction.instructionId));
  return (
    <li className="said-item">
      <div>
        <p>
          <span className="num strong">{dates.date(instruction.date)}</span> {text}{' '}
          {instruction.state === 'in_force' && (
            <Chip tone="wait" icon="clock">
              {t('said.now')}
            </Chip>
          )}
        </p>
        {instruction.said.words !== undefined && <p className="small">“{instruction.said.words}”</p>}
        <p className="small quiet">
          {t(`said.by.${instruction.said.how}`, {
            name: instruction.said.by,
            when: dates.stamp(instruction.said.at, client.zone),
          })}
        </p>
        <ProblemNotice problem={deed.problem} />
      </div>
      <IconButton
        icon="cross"
        kind="quiet"
        label={t('said.withdraw', { what: text })}
        onClick={() => void deed.run()}
      />
    </li>
  );
};

const orderOf = ({ date, from, time }: Instruction): string => `${date} ${from ?? time ?? ''}`;
