import { listKinds } from '../../api/kinds.js';
import { useLive } from '../../api/live.js';
import type { Client } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Field } from '../../ui/field.js';
import type { Draft } from './draft.js';

interface MeetingKindPickerProps {
  readonly client: Client;
  readonly draft: Draft;
  readonly change: (patch: Partial<Draft>) => void;
}

/** Of which of the client's kinds the meeting is: brings its length, place and, when nothing is written yet, its name. */
export const MeetingKindPicker = ({ client, draft, change }: MeetingKindPickerProps) => {
  const { t } = useTexts();
  const { clientId } = client;
  const kinds = useLive(`kinds ${clientId}`, () => listKinds(clientId), { pollMs: 60_000 });
  if (kinds.data === undefined || kinds.data.length === 0) return null;
  const choose = (kindId: string) => {
    const kind = kinds.data?.find((known) => known.kindId === kindId);
    if (kind === undefined) return change({ meetingKindId: null });
    return change({
      meetingKindId: kindId,
      ...(draft.title.trim() === '' ? { title: kind.name } : {}),
      ...(kind.durationMinutes === null ? {} : { durationMinutes: kind.durationMinutes }),
      ...(kind.placeId === null || draft.placeText !== null ? {} : { placeId: kind.placeId }),
    });
  };
  return (
    <Field label={t('propose.meetingKind')}>
      {(control) => (
        <select
          {...control}
          value={draft.meetingKindId ?? ''}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="">{t('propose.meetingKindNone')}</option>
          {kinds.data?.map((kind) => (
            <option key={kind.kindId} value={kind.kindId}>
              {kind.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
};
