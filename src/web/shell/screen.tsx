import { type ReactNode, useEffect, useRef } from 'react';

interface ScreenProps {
  readonly title: string;
  readonly lead?: string;
  readonly actions?: ReactNode;
  /** Uses the whole width and height, as the week does. */
  readonly wide?: boolean;
  /** The heading is there for listeners and the window's title only: what the screen is, is plain to see. */
  readonly quietTitle?: boolean;
  readonly children: ReactNode;
}

/** A screen's frame: its heading gets the focus when the screen appears, so that a listener hears where he is. */
export const Screen = ({ title, lead, actions, wide = false, quietTitle = false, children }: ScreenProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    document.title = `${title} · Meetbroker`;
  }, [title]);
  return (
    <div className="screen" data-wide={wide || undefined}>
      <div className={quietTitle ? 'visually-hidden' : 'screen-head'}>
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p className="quiet">{lead}</p>}
        </div>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
};
