import type { FormEvent } from 'react';

/** A form is sent by Enter in any field as much as by its button; the browser's own checks have passed by then. */
export const onSubmit =
  (act: () => Promise<unknown>) =>
  (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    void act();
  };
