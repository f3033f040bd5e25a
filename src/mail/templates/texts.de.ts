import type { MailTexts } from './texts.js';

const CHOOSE = 'Termin wählen';
const SHOW = 'Termin ansehen';
const REMOVED_BY_ITSELF =
  'Steht dieser Termin in Ihrem Kalender, nimmt Ihr Mailprogramm ihn meist selbst heraus; falls nicht, können Sie ihn löschen.';
const TELL_US = 'geben Sie uns bitte so bald wie möglich Bescheid.';
const CALL_US = 'Um einen anderen Termin zu finden, rufen Sie uns bitte an oder schreiben Sie uns.';

const withTime = (start: string, title: string, when: string | null): string =>
  when === null ? `${start}: ${title}` : `${start}: ${title} – ${when}`;

export const DE: MailTexts = {
  greeting: (name) => `Guten Tag ${name},`,
  labels: {
    meeting: 'Betreff',
    where: 'Ort',
    with: 'Mit',
    invited: 'Eingeladen',
    note: 'Bitte beachten',
    remark: 'Anmerkung',
    reason: 'Grund',
    map: 'Karte öffnen',
    otherTimes: 'Weitere mögliche Termine',
    phone: 'Telefon',
    mail: 'E-Mail',
  },
  times: { one: 'Termin', other: 'Termine' },
  toChooseFrom: (times) => `${times} zur Auswahl`,
  answer: {
    yesLink: 'Per E-Mail zusagen',
    noneLink: 'Keiner passt mir',
    yesSubject: (title, when) => `Ja: ${title} – ${when}`,
    noneSubject: (title) => `Kein Termin passt: ${title}`,
    yesBody: (when) => `Dieser Termin passt mir: ${when}.`,
    noneBody: 'Keiner der angebotenen Termine passt mir.',
  },
  arrangedBy: (name) => `Den Termin vereinbart ${name}`,
  replyHint: 'Sie können auch einfach auf diese E-Mail antworten.',
  templates: {
    invitation: {
      subject: (title, when) => withTime('Einladung', title, when),
      heading: 'Einladung zu einem Treffen',
      whenLabel: 'Vorgeschlagener Termin',
      lead: (who) => `${who} möchte Sie gern treffen.`,
      steps: ({ page, others }) => [
        page
          ? 'Passt Ihnen dieser Termin, drücken Sie in Ihrem Mailprogramm „Annehmen“ oder bestätigen Sie ihn auf unserer Seite.'
          : 'Passt Ihnen dieser Termin, drücken Sie in Ihrem Mailprogramm „Annehmen“.',
        others
          ? 'Wir bieten auch andere Termine an, jeden mit einer eigenen Einladung. Nehmen Sie eine an; die übrigen ziehen wir zurück.'
          : 'Passt er nicht, lehnen Sie die Einladung ab oder geben Sie uns Bescheid, dann suchen wir einen anderen.',
      ],
      button: CHOOSE,
    },
    choose: {
      subject: (title) => `Wählen Sie einen Termin: ${title}`,
      heading: 'Welcher Termin passt Ihnen?',
      whenLabel: 'Vorgeschlagener Termin',
      lead: (who) => `${who} möchte Sie gern treffen.`,
      steps: ({ page }) => [
        page
          ? 'Drücken Sie beim passenden Termin „Per E-Mail zusagen“: Die Antwort ist schon geschrieben, Sie müssen sie nur noch senden. Oder wählen Sie auf unserer Seite.'
          : 'Drücken Sie beim passenden Termin „Per E-Mail zusagen“: Die Antwort ist schon geschrieben, Sie müssen sie nur noch senden.',
      ],
      button: CHOOSE,
    },
    agreed: {
      subject: (title, when) => withTime('Wie vereinbart', title, when),
      heading: 'Unser Treffen, wie vereinbart',
      whenLabel: 'Termin',
      lead: () => 'Wie vereinbart erhalten Sie hier die Einladung für Ihren Kalender.',
      steps: () => [
        'Der Kalendereintrag hängt an dieser E-Mail.',
        `Passt Ihnen der Termin doch nicht, ${TELL_US}`,
      ],
      button: SHOW,
    },
    confirmation: {
      subject: (title, when) => withTime('Termin bestätigt', title, when),
      heading: 'Der Termin ist bestätigt',
      whenLabel: 'Termin',
      lead: () => 'Vielen Dank! Der Termin ist vereinbart.',
      steps: () => [
        'Der Kalendereintrag hängt an dieser E-Mail.',
        `Passt Ihnen der Termin doch nicht, ${TELL_US}`,
      ],
      button: SHOW,
    },
    withdrawal: {
      subject: (title, when) => withTime('Termin zurückgezogen', title, when),
      heading: 'Diesen Termin müssen Sie nicht mehr freihalten',
      plain: {
        heading: 'Diese Termine müssen Sie nicht mehr freihalten',
        lead: 'Die Termine, die wir Ihnen angeboten haben, sind zurückgezogen.',
      },
      whenLabel: 'Zurückgezogener Termin',
      lead: () => 'Der Termin, den wir Ihnen angeboten haben, ist zurückgezogen.',
      steps: ({ others, calendar }) => [
        ...(calendar ? [REMOVED_BY_ITSELF] : []),
        ...(others ? ['Sie können weiterhin einen der anderen Termine wählen.'] : []),
      ],
      button: CHOOSE,
    },
    cancellation: {
      subject: (title, when) => withTime('Termin abgesagt', title, when),
      heading: 'Der Termin ist abgesagt',
      whenLabel: 'Geplant war',
      lead: () => 'Leider findet dieses Treffen nicht statt. Bitte entschuldigen Sie die Umstände.',
      steps: () => [REMOVED_BY_ITSELF, CALL_US],
      button: null,
    },
    update: {
      subject: (title, when) => withTime('Termin verschoben', title, when),
      heading: 'Der Termin ist verschoben',
      whenLabel: 'Neuer Termin',
      lead: () => 'Der Zeitpunkt des Treffens hat sich geändert.',
      steps: ({ page }) => [
        page
          ? 'Passt Ihnen der neue Termin, drücken Sie in Ihrem Mailprogramm „Annehmen“ oder bestätigen Sie ihn auf unserer Seite.'
          : 'Passt Ihnen der neue Termin, drücken Sie in Ihrem Mailprogramm „Annehmen“.',
        `Passt er nicht, ${TELL_US}`,
      ],
      button: SHOW,
    },
    taken: {
      subject: (title, when) => withTime('Nicht mehr frei', title, when),
      heading: 'Dieser Termin ist nicht mehr frei',
      whenLabel: 'Vergebener Termin',
      lead: () => 'Leider ist der Termin, den wir Ihnen angeboten haben, inzwischen vergeben.',
      steps: ({ page, others }) => [
        !others
          ? CALL_US
          : page
            ? 'Bitte wählen Sie auf unserer Seite einen der Termine, die noch frei sind.'
            : 'Bitte nehmen Sie eine der Einladungen an, deren Termin noch frei ist.',
      ],
      button: CHOOSE,
    },
    regret: {
      subject: (title) => withTime('Noch kein Termin gefunden', title, null),
      heading: 'Noch kein Termin gefunden',
      whenLabel: 'Nicht mehr möglich',
      lead: () => 'Leider ist kein Termin übrig, den wir Ihnen anbieten könnten.',
      steps: () => [CALL_US],
      button: null,
    },
    chase: {
      subject: (title) => `Passt Ihnen einer dieser Termine? ${title}`,
      heading: 'Passt Ihnen einer dieser Termine?',
      whenLabel: 'Vorgeschlagener Termin',
      lead: (who) => `Wir haben noch nichts von Ihnen gehört. ${who} möchte Sie weiterhin gern treffen.`,
      steps: ({ page }) => [
        page
          ? 'Ein Druck genügt: beim passenden Termin oder auf unserer Seite.'
          : 'Ein Druck beim passenden Termin genügt.',
      ],
      button: CHOOSE,
    },
    reminder: {
      subject: (title, when) => withTime('Erinnerung', title, when),
      heading: 'Ihr Termin steht bevor',
      whenLabel: 'Termin',
      lead: () => 'Wir freuen uns auf das Treffen mit Ihnen.',
      steps: () => [`Passt Ihnen der Termin doch nicht, ${TELL_US}`],
      button: SHOW,
    },
    'counter-declined': {
      subject: (title, when) => withTime('Anderer Termin nicht möglich', title, when),
      heading: 'Der andere Termin ist nicht möglich',
      whenLabel: 'Es bleibt bei',
      lead: () =>
        'Vielen Dank für Ihren Vorschlag! Leider ist der von Ihnen vorgeschlagene Termin nicht möglich; es bleibt beim bisherigen.',
      steps: () => ['Wenn er Ihnen nicht passt, wählen Sie bitte einen anderen oder schreiben Sie uns.'],
      button: SHOW,
    },
    'too-late': {
      subject: (title, when) => withTime('Nicht mehr frei', title, when),
      heading: 'Ihre Antwort kam etwas zu spät',
      whenLabel: 'Nicht mehr möglich',
      lead: () => 'Vielen Dank für Ihre Antwort! Leider ist dieser Termin nicht mehr zu haben.',
      steps: ({ page, others }) => [
        !others
          ? 'Wir melden uns bei Ihnen, um einen anderen zu finden.'
          : page
            ? 'Bitte wählen Sie einen der Termine, die noch frei sind, hier oder auf unserer Seite.'
            : 'Bitte wählen Sie einen der Termine, die noch frei sind.',
      ],
      button: CHOOSE,
    },
  },
};
