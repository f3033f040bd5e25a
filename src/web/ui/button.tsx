import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Icon, type IconName } from './icon.js';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: 'primary' | 'danger' | 'quiet' | undefined;
  readonly size?: 'small' | undefined;
  readonly icon?: IconName;
  /** The deed is under way: the button stays where it is, keeps the focus and does nothing. */
  readonly busy?: boolean;
  readonly children: ReactNode;
}

export const Button = ({ kind, size, icon, busy = false, children, onClick, ...rest }: ButtonProps) => (
  <button
    type="button"
    {...rest}
    className="button"
    data-kind={kind}
    data-size={size}
    aria-disabled={busy || undefined}
    onClick={(event) => {
      if (busy) event.preventDefault();
      else onClick?.(event);
    }}
  >
    {icon !== undefined && <Icon name={icon} />}
    {children}
  </button>
);

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: IconName;
  /** What it does: read out, and shown on hover. */
  readonly label: string;
  readonly kind?: 'quiet';
}

export const IconButton = ({ icon, label, kind, ...rest }: IconButtonProps) => (
  <button
    type="button"
    {...rest}
    className="button"
    data-kind={kind}
    data-size="icon"
    aria-label={label}
    title={label}
  >
    <Icon name={icon} />
  </button>
);
