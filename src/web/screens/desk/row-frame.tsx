import type { CSSProperties, ReactNode } from 'react';
import { Link } from '../../shell/link.js';

interface RowFrameProps {
  readonly style: CSSProperties;
  readonly clientName: string | null;
  readonly title: string;
  readonly to: string;
  /** What the press leads to, in a word. */
  readonly deed: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A line of the desk: whose it is, what it is, why it is here, and the deed. */
export const RowFrame = ({ style, clientName, title, to, deed, aside, children }: RowFrameProps) => (
  <li className="desk-row" style={style}>
    <div className="desk-text">
      {clientName !== null && (
        <p className="desk-client">
          <span className="swatch" />
          {clientName}
        </p>
      )}
      <p className="strong">{title}</p>
      <div className="small quiet">{children}</div>
    </div>
    {aside}
    <Link to={to} className="button" data-size="small" aria-label={`${deed}: ${title}`}>
      {deed}
    </Link>
  </li>
);
