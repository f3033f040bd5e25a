import { inLocale, type Sentence } from '../../sentence.js';
import type { RowFault } from './import-plan.js';

const FAULTS: Readonly<Record<Exclude<RowFault['reason'], 'field'>, Sentence>> = {
  'no-name': {
    en: 'There is no name: fill it in, or say which column has it.',
    lv: 'Nav vārda: ierakstiet to vai norādiet, kurā ailē tas ir.',
    ru: 'Нет имени: впишите его или укажите, в каком столбце оно стоит.',
    de: 'Der Name fehlt: tragen Sie ihn ein, oder sagen Sie, in welcher Spalte er steht.',
  },
  'too-many-cells': {
    en: 'This line has more cells than there are columns: put texts with separators into quotes.',
    lv: 'Šajā rindā ir vairāk šūnu nekā aiļu: tekstus ar atdalītājiem lieciet pēdiņās.',
    ru: 'В этой строке больше ячеек, чем столбцов: тексты с разделителями возьмите в кавычки.',
    de: 'Diese Zeile hat mehr Zellen als Spalten: setzen Sie Texte mit Trennzeichen in Anführungszeichen.',
  },
  'not-ended': {
    en: 'This card does not end (END:VCARD is missing): save the file again in the program it comes from.',
    lv: 'Šī kartīte nebeidzas (trūkst END:VCARD): saglabājiet failu vēlreiz programmā, no kuras tas nāk.',
    ru: 'Эта карточка не закончена (нет END:VCARD): сохраните файл заново в исходной программе.',
    de: 'Diese Karte endet nicht (END:VCARD fehlt): speichern Sie die Datei in ihrem Programm noch einmal.',
  },
  twice: {
    en: 'The same contact as in line {line}: leave one of the two out.',
    lv: 'Tas pats kontakts kā {line}. rindā: vienu no abiem izņemiet.',
    ru: 'Тот же контакт, что в строке {line}: один из двух уберите.',
    de: 'Derselbe Kontakt wie in Zeile {line}: lassen Sie einen von beiden weg.',
  },
  ambiguous: {
    en: 'Several contacts have this already: archive all but one first.',
    lv: 'Tas jau ir vairākiem kontaktiem: vispirms arhivējiet visus, izņemot vienu.',
    ru: 'Это уже есть у нескольких контактов: сначала уберите в архив все, кроме одного.',
    de: 'Mehrere Kontakte haben das schon: archivieren Sie zuerst alle bis auf einen.',
  },
};

/** @param detail of the field, in the language already. */
export const faultWords = ({ reason, line }: RowFault, detail: string, locale: string): string =>
  reason === 'field' ? detail : inLocale(FAULTS[reason], locale).replace('{line}', String(line ?? ''));
