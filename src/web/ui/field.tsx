import { type ReactNode, useId } from 'react';
import { Icon } from './icon.js';

/** What a control needs in order to belong to its label, hint and fault. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with the value, as the server or the form says it. */
  readonly fault?: string | undefined;
  readonly children: (control: ControlProps) => ReactNode;
}

/** A label above, the control, and under it what helps or what is wrong. */
export const Field = ({ label, hint, fault, children }: FieldProps) => {
  const id = useId();
  const hintId = `${id}-hint`;
  const faultId = `${id}-fault`;
  const described = [hint === undefined ? '' : hintId, fault === undefined ? '' : faultId].filter(Boolean);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
        'aria-invalid': fault === undefined ? undefined : true,
      })}
      {hint !== undefined && (
        <span className="hint" id={hintId}>
          {hint}
        </span>
      )}
      {fault !== undefined && (
        <span className="fault" id={faultId}>
          <Icon name="warning" />
          {fault}
        </span>
      )}
    </div>
  );
};
