import { useCallback, useEffect, useState } from 'react';
import { SESSION_OVER } from './client.js';
import { forgetAll } from './live.js';
import { Problem } from './problem.js';
import { changeMe, getMe, signOut } from './sign-in.js';
import type { Me, MePatch } from './types.js';

/** undefined: not known yet; null: nobody is signed in. */
export type SessionState = Me | null | undefined;

export interface Session {
  readonly me: SessionState;
  readonly problem: Problem | null;
  /** Somebody has just signed in, or set up, or accepted. */
  readonly enter: (me: Me) => void;
  readonly leave: () => Promise<void>;
  /** Speaks this language with the person from now on, here and wherever they sign in. */
  readonly speak: (language: MePatch['locale']) => Promise<void>;
}

export const useSession = (): Session => {
  const [me, setMe] = useState<SessionState>(undefined);
  const [problem, setProblem] = useState<Problem | null>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      try {
        setMe(await getMe());
        setProblem(null);
      } catch (thrown) {
        if (!(thrown instanceof Problem)) throw thrown;
        if (thrown.status === 401) {
          setMe(null);
          setProblem(null);
        } else {
          // Neither in nor out: it is said, and tried again.
          setProblem(thrown);
          timer = setTimeout(() => void look(), 3000);
        }
      }
    };
    void look();
    const over = () => setMe((before) => (before === undefined ? before : null));
    window.addEventListener(SESSION_OVER, over);
    return () => {
      clearTimeout(timer);
      window.removeEventListener(SESSION_OVER, over);
    };
  }, []);

  return {
    me,
    problem,
    enter: useCallback((entered: Me) => {
      forgetAll();
      setMe(entered);
    }, []),
    leave: useCallback(async () => {
      await signOut();
      forgetAll();
      setMe(null);
    }, []),
    speak: useCallback(async (locale) => {
      setMe(await changeMe({ locale }));
    }, []),
  };
};
