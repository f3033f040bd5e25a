import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTexts } from '../i18n/texts.js';
import { IconButton } from './button.js';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** For what is to be looked at rather than filled in. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** The browser's own modal dialog, open as long as it is rendered: it keeps the focus inside, and Escape closes it. */
export const Dialog = ({ title, onClose, wide = false, children }: DialogProps) => {
  const { t } = useTexts();
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    // The first thing to fill in, not the button that closes.
    dialog?.querySelector<HTMLElement>('.dialog-body :is(input, select, textarea, button)')?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      data-wide={wide || undefined}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <IconButton icon="cross" label={t('common.close')} kind="quiet" onClick={onClose} />
      </div>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
};
