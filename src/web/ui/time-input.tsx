import { useState } from 'react';

interface TimeInputProps {
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: true | undefined;
  /** `HH:MM`, or empty. */
  readonly value: string;
  readonly onChange: (time: string) => void;
}

/**
 * A time on a 24-hour clock. Not the browser's own field, which shows AM and PM wherever the browser is in English,
 * whatever the language of the page. Typed as people type it: 9, 930, 9:30 and 9.30 all mean what they say.
 */
export const TimeInput = ({ value, onChange, ...rest }: TimeInputProps) => {
  const [typed, setTyped] = useState<string | null>(null);
  const leave = () => {
    if (typed !== null) onChange(readTime(typed) ?? value);
    setTyped(null);
  };
  return (
    <input
      {...rest}
      type="text"
      inputMode="numeric"
      className="time-input num"
      autoComplete="off"
      placeholder="00:00"
      required
      pattern="([01]?[0-9]|2[0-4])[:.]?[0-5]?[0-9]?"
      value={typed ?? value}
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        // Finished as soon as it reads as a whole time, so that Enter sends what is seen.
        if (/^\d{1,2}[:.]\d{2}$/.test(text)) onChange(readTime(text) ?? value);
      }}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter') leave();
      }}
    />
  );
};

/** `HH:MM` of what was typed, or null when it is no time. 24:00 is the end of a day. */
export const readTime = (typed: string): string | null => {
  const parts = /^\s*(\d{1,2})(?:[:. ]?(\d{2}))?\s*$/.exec(typed);
  if (parts === null) return null;
  const hour = Number(parts[1]);
  const minute = Number(parts[2] ?? 0);
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
};
