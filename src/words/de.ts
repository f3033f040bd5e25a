import type { Vocabulary } from './vocabulary.js';

const list = (text: string): string[] => text.split('|');
const lists = (text: string): string[][] => text.split(' / ').map(list);

export const german: Vocabulary = {
  yes: list(
    'ja|passt|passen|passend|geht|ginge|klappt|gut|gerne|gern|recht|prima|super|perfekt|ideal|in ordnung|ok|okay|einverstanden|bestätige|bestätigen|kann|können|kann ich|nehme|nehmen|möglich|kein problem|freue mich|zusage|sage zu|schaffe|schaffen|habe zeit|wunderbar|bis dann|abgemacht|annehmen|frei',
  ),
  no: list(
    'nein|unmöglich|verhindert|absagen|absage|sage ab|keine zeit|kein interesse|ungünstig|beschäftigt|unpassend|ablehnen|lehne ab|leider verhindert|ausgebucht',
  ),
  not: list('nicht|weder|außer|kein|keine|keinen|nie'),
  none: list('keiner|keiner der|keine der|keines|keins|kein termin|kein vorschlag|nichts'),
  every: list('beide|beides|sowohl|alle|jeder|jederzeit|egal'),
  doubt: list(
    'wenn|falls|nur|vielleicht|eventuell|evtl|möglicherweise|wahrscheinlich|vermutlich|müsste|sollte|könnte|könnten|unter vorbehalt|sofern|melde mich|muss noch|noch nicht sicher|nicht sicher|kläre|prüfe|vorbehaltlich|abhängig|hoffentlich|utc|gmt|mez|cet|erst|lieber|zur not|notfalls|warum nicht',
  ),
  other: list(
    'anderer termin|anderen termin|andere zeit|anderes mal|anderen tag|anderer tag|andere termine|ein andermal|verschieben|verlegen|nächsten monat|nächster monat|übernächste woche|alternative|alternativ|schlage vor|wie wäre es|wie wäre',
  ),
  but: list('aber|jedoch|dafür|sondern'),
  neutral: list(
    'guten morgen|guten tag|guten abend|alles gute|noch einmal|noch mal|nicht nur|erst mal|zuerst',
  ),
  weekdays: lists(
    'montag|montags|mo / dienstag|dienstags|di / mittwoch|mittwochs|mi / donnerstag|donnerstags|do / freitag|freitags|fr / samstag|samstags|sonnabend|sa / sonntag|sonntags',
  ),
  months: lists(
    'januar|jänner|jan / februar|feb / märz / april|apr / mai / juni|jun / juli|jul / august|aug / september|sept|sep / oktober|okt / november|nov / dezember|dez',
  ),
  relative: lists('heute / morgen / übermorgen'),
  nextWeek: list('nächste woche|nächster woche|kommende woche|kommender woche'),
  ordinals: lists(
    'erste|ersten|erster|erstes / zweite|zweiten|zweiter|zweites / dritte|dritten|dritter|drittes / vierte|vierten|vierter|viertes / fünfte|fünften|fünfter / sechste|sechsten|sechster / siebte|siebten|siebter / achte|achten|achter / neunte|neunten|neunter / zehnte|zehnten|zehnter',
  ),
  last: list('letzte|letzten|letzter|letztes'),
  option: list('termin|vorschlag|option|möglichkeit|variante|nummer'),
  ordinalEndings: list('te|ten|ter'),
  hours: lists(
    'eins|ein uhr / zwei / drei / vier / fünf / sechs / sieben / acht / neun / zehn / elf / zwölf|mittag|mittags',
  ),
  hoursStandAlone: false,
  halfHours: [],
  half: list('halb'),
  halfMinutes: -30,
  minutes: [
    [15, ['fünfzehn']],
    [20, ['zwanzig']],
    [30, ['dreißig', 'dreissig']],
    [45, ['fünfundvierzig']],
  ],
  at: list('um|gegen'),
  oclock: list('uhr|h'),
  am: [],
  pm: [],
  after: list('nach|ab|von|nicht vor|frühestens|frühestens um'),
  before: list('vor|bis|spätestens|spätestens um'),
  parts: [
    [5, 12, list('vormittag|vormittags|früh|am morgen|morgens')],
    [12, 18, list('nachmittag|nachmittags')],
    [17, 24, list('abend|abends')],
  ],
  partsJoin: true,
};
