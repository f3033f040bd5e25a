import i18next, { type TFunction } from 'i18next';
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import type { GermanTexts, RussianTexts, Texts } from './texts-shape.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    // A key that is not in the English catalogue does not compile, and every other one has its keys.
    resources: { translation: Texts };
  }
}

/** The languages that the console itself speaks. */
export const LANGUAGES = ['lv', 'en', 'ru', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

const CATALOGUES: Readonly<Record<Language, () => Promise<Texts | RussianTexts | GermanTexts>>> = {
  en: () => import('./en.js').then((module) => module.en),
  de: () => import('./de.js').then((module) => module.de),
  ru: () => import('./ru.js').then((module) => module.ru),
  lv: () => import('./lv.js').then((module) => module.lv),
};

export interface SpokenTexts {
  readonly t: TFunction;
  readonly language: Language;
  /** For Intl: English with day before month, a 24-hour clock and Monday first, as it is written in Europe. */
  readonly locale: string;
  readonly choose: (language: Language) => Promise<void>;
}

const TextsContext = createContext<SpokenTexts | null>(null);

export const useTexts = (): SpokenTexts => {
  const texts = use(TextsContext);
  if (texts === null) throw new Error('useTexts outside of TextsProvider');
  return texts;
};

/** What was chosen in front of the door, where nobody knows who is there; kept by the browser. */
const CHOSEN = 'meetbroker.language';

export const isLanguage = (text: string | null | undefined): text is Language =>
  LANGUAGES.some((language) => language === text);

const browserLanguage = (): Language => {
  const known = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage);
  return known ?? 'en';
};

interface TextsProviderProps {
  /** The signed-in user's own language; null before somebody signed in, when the browser's choice counts. */
  readonly preferred: string | null;
  /** Keeps another choice of the signed-in user's. */
  readonly onPrefer: (language: Language) => Promise<void>;
  readonly children: ReactNode;
}

export const TextsProvider = ({ preferred, onPrefer, children }: TextsProviderProps) => {
  const [chosen, setChosen] = useState(() => localStorage.getItem(CHOSEN));
  const [ready, setReady] = useState<Language | null>(null);
  const wanted: Language =
    preferred === null
      ? isLanguage(chosen)
        ? chosen
        : browserLanguage()
      : isLanguage(preferred)
        ? preferred
        : 'en';

  useEffect(() => {
    let current = true;
    const load = async () => {
      const texts = await CATALOGUES[wanted]();
      if (!i18next.isInitialized) {
        // React escapes what it renders; escaping here too would show "&amp;".
        await i18next.init({ lng: wanted, interpolation: { escapeValue: false }, returnNull: false });
      }
      i18next.addResourceBundle(wanted, 'translation', texts);
      await i18next.changeLanguage(wanted);
      if (current) setReady(wanted);
    };
    void load();
    return () => {
      current = false;
    };
  }, [wanted]);

  useEffect(() => {
    if (ready !== null) document.documentElement.lang = ready;
  }, [ready]);

  const texts = useMemo<SpokenTexts | null>(
    () =>
      ready === null
        ? null
        : {
            t: i18next.getFixedT(ready),
            language: ready,
            locale: ready === 'en' ? 'en-GB' : ready,
            choose: async (language) => {
              if (preferred !== null) return onPrefer(language);
              localStorage.setItem(CHOSEN, language);
              setChosen(language);
            },
          },
    [ready, preferred, onPrefer],
  );
  return texts === null ? null : <TextsContext value={texts}>{children}</TextsContext>;
};
