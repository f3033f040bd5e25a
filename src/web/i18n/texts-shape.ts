import type { en } from './en.js';

/** The shape of a catalogue: the same keys, any sentence. A language that forgets one does not compile. */
type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };
export type Texts = Shape<typeof en>;
