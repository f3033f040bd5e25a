import { type ChangeEvent, useId } from 'react';
import { zones } from '../time/zone-time.js';
import type { ControlProps } from './field.js';

interface ZoneInputProps extends ControlProps {
  readonly value: string;
  readonly onChange: (zone: string) => void;
}

/** A time zone by its IANA name, with the browser's own suggestions. Which names are good is for the server to say. */
export const ZoneInput = ({ value, onChange, ...control }: ZoneInputProps) => {
  const listId = useId();
  return (
    <>
      <input
        {...control}
        required
        list={listId}
        spellCheck={false}
        autoComplete="off"
        value={value}
        onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
      />
      <datalist id={listId}>
        {zones().map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
};
