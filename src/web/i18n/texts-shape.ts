import type { en } from './en.js';

/** The shape of a catalogue: the same keys, any sentence. A language that forgets one does not compile. */
type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };
export type Texts = Shape<typeof en>;

/** What a counted sentence ends in: the plural categories of CLDR that the console's languages count by. */
type Category = 'zero' | 'one' | 'few' | 'many' | 'other';
type Stem<K> = K extends `${infer Key}_other` ? Key : never;

/** The same keys, but counted sentences in `Needed` categories; `_zero` may come besides, i18next takes it for 0. */
type Counted<T, Needed extends Category> = {
  readonly [K in Exclude<keyof T, `${Stem<keyof T>}_${Category}`>]: T[K] extends string
    ? string
    : Counted<T[K], Needed>;
} & { readonly [K in `${Stem<keyof T>}_${Needed}`]: string } & {
  readonly [K in `${Stem<keyof T>}_zero`]?: string;
};
/** Russian counts with few (2, 3, 4, 22 ...) and many (0, 5 to 20, 25 ...); other is for fractions. */
export type RussianTexts = Counted<typeof en, 'one' | 'few' | 'many' | 'other'>;
export type GermanTexts = Counted<typeof en, 'one' | 'other'>;
