import type { en } from './en.js';

/** The shape of a catalogue: the same keys, any sentence. A language that forgets one does not compile. */
type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };
export type Texts = Shape<typeof en>;

/** Russian counts with few (2, 3, 4, 22 ...) and many (5 to 20, 25 ...) besides: wherever there is an `_other`. */
type Counted<T> = {
  readonly [K in keyof T as K extends `${infer Key}_other` ? `${Key}_few` | `${Key}_many` : never]: string;
} & { readonly [K in keyof T]: T[K] extends string ? string : Counted<T[K]> };
export type RussianTexts = Counted<typeof en>;
