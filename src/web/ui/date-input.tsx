import { useDates } from '../time/use-dates.js';
import type { ControlProps } from './field.js';

interface DateInputProps extends ControlProps {
  /** `YYYY-MM-DD`, or empty. */
  readonly value: string;
  readonly onChange: (date: string) => void;
  readonly min?: string;
  readonly required?: boolean;
}

/** The browser's own date field, which may write 11/12; the day in words beside it leaves no doubt. */
export const DateInput = ({ value, onChange, required = true, ...rest }: DateInputProps) => {
  const dates = useDates();
  return (
    <span className="date-input">
      <input
        {...rest}
        type="date"
        required={required}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <span className="hint num">{value === '' ? '\u00a0' : dates.day(`${value}T12:00:00Z`, 'UTC')}</span>
    </span>
  );
};
