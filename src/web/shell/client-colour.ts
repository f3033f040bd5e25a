import type { CSSProperties } from 'react';

/** Makes the colour of a client the one of everything under the element; see --client in tokens.css. */
export const clientStyle = (client: { readonly colour: string } | null | undefined): CSSProperties =>
  client === null || client === undefined ? {} : ({ '--client': client.colour } as CSSProperties);
