import { useTexts } from '../../i18n/texts.js';
import { Dialog } from '../../ui/dialog.js';
import { useActiveKeys } from '../keys.js';

/** The keys that count on the screen in view. */
export const KeyHelp = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTexts();
  const keys = useActiveKeys();
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <ul className="keys">
        <li>
          <span>{t('palette.title')}</span>
          <span>
            <kbd>Ctrl</kbd> <kbd>K</kbd>
          </span>
        </li>
        {keys.map(({ keys: combination, label }) => (
          <li key={combination}>
            <span>{label}</span>
            <span>
              {combination.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
};
