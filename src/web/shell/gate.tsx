import type { ReactNode } from 'react';
import { LANGUAGES, useTexts } from '../i18n/texts.js';
import icon from '../icon.svg';
import { Screen } from './screen.js';
import './gate.css';

/** The frame of the screens in front of the door: sign-in, set-up, invitation. */
export const Gate = ({ title, lead, children }: { title: string; lead: string; children: ReactNode }) => {
  const { t, language, choose } = useTexts();
  return (
    <main className="gate">
      <div className="gate-card card">
        <p className="gate-brand">
          <img src={icon} alt="" width="28" height="28" />
          Meetbroker
        </p>
        <Screen title={title} lead={lead}>
          {children}
        </Screen>
      </div>
      <div className="gate-languages">
        {LANGUAGES.map((known) => (
          <button
            key={known}
            type="button"
            lang={known}
            className="button"
            data-kind="quiet"
            data-size="small"
            aria-pressed={known === language}
            aria-label={`${t('common.language')}: ${t(`languages.${known}`)}`}
            onClick={() => void choose(known)}
          >
            {t(`languages.${known}`)}
          </button>
        ))}
      </div>
    </main>
  );
};
