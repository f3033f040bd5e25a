import type { PageTexts } from './page-texts.js';

const CALL = 'Um einen anderen Termin zu finden, rufen Sie uns bitte an oder schreiben Sie uns.';

export const DE: PageTexts = {
  skipToForm: 'Zur Auswahl der Termine',
  languageLabel: 'Sprache',
  labels: {
    place: 'Ort',
    with: 'Mit',
    about: 'Betreff',
    time: 'Termin',
    note: 'Bitte beachten',
    map: 'Karte öffnen',
    phone: 'Telefon',
    mail: 'E-Mail',
    comment: 'Eine Anmerkung, wenn Sie möchten',
  },
  arrangedBy: (name) => `Den Termin vereinbart ${name}`,
  choose: {
    title: 'Einladung zu einem Treffen',
    lead: (who) => `${who} möchte Sie gern treffen.`,
    legend: 'Welcher Termin passt Ihnen?',
    times: { one: 'Termin', other: 'Termine' },
    zone: (zone, times) => `${times} zur Auswahl. Alle Zeiten: ${zone}`,
    gone: 'Nicht mehr frei – zu dieser Zeit ist etwas dazwischengekommen',
    none: 'Keiner dieser Termine passt mir',
    noneHint: 'In der Anmerkung können Sie sagen, was Ihnen besser passt.',
    send: 'Antwort senden',
    saidYes: 'Ihre Antwort: passt',
    saidNo: 'Ihre Antwort: passt nicht',
  },
  confirmed: {
    title: 'Der Termin ist bestätigt',
    movedTitle: 'Der Termin ist verschoben',
    lead: 'Vielen Dank! Der Termin ist vereinbart.',
    download: 'In meinen Kalender übernehmen (.ics)',
    changeTitle: 'Passt er doch nicht?',
    changeLead:
      'Sagen Sie es uns hier oder rufen Sie an – der vereinbarte Termin ändert sich nicht, bevor wir mit Ihnen gesprochen haben.',
    cannot: 'Zum vereinbarten Termin kann ich nicht kommen',
    can: 'Der vereinbarte Termin passt mir',
    send: 'Nachricht senden',
    answerLegend: 'Passt Ihnen der vereinbarte Termin?',
  },
  notices: {
    'choose-first': 'Bitte markieren Sie zuerst Ihre Wahl und senden Sie dann die Antwort.',
    'time-taken': 'Leider ist dieser Termin gerade vergeben worden. Bitte wählen Sie einen der anderen.',
    'not-offered': 'Dieser Termin wird nicht mehr angeboten. Unten stehen die, die noch möglich sind.',
    'already-confirmed': 'Das Treffen ist bereits zu einem anderen Termin bestätigt. Sie sehen ihn unten.',
    'waiting-for-others':
      'Vielen Dank, Ihre Antwort ist da! Wir warten noch auf die anderen; bis dahin können Sie Ihre Wahl ändern.',
    'you-declined-all':
      'Ihre Antwort, dass keiner dieser Termine passt, ist da. Passt doch einer, können Sie ihn noch wählen.',
    'new-time': 'Bitte sagen Sie uns, ob Ihnen der neue Termin passt.',
    'you-cannot':
      'Ihre Nachricht, dass Sie zum vereinbarten Termin nicht kommen können, ist da. Wir melden uns, um einen anderen zu finden.',
  },
  messages: {
    'not-found': {
      title: 'Dieser Link öffnet nichts mehr',
      lines: [
        'Er ist vielleicht veraltet oder nur zum Teil kopiert.',
        'Bitte öffnen Sie den Link aus der neuesten E-Mail zu diesem Treffen, oder antworten Sie einfach darauf.',
      ],
    },
    'declined-by-you': {
      title: 'Vielen Dank für Ihre Antwort!',
      lines: ['Wir haben gelesen, dass keiner der angebotenen Termine passt.', CALL],
    },
    closed: {
      title: 'Dieser Vorschlag ist geschlossen',
      lines: ['Es wurde kein Termin vereinbart, deshalb gibt es nichts mehr zu wählen.', CALL],
    },
    expired: {
      title: 'Dieser Vorschlag ist abgelaufen',
      lines: ['Die angebotenen Termine werden nicht mehr freigehalten.', CALL],
    },
    cancelled: {
      title: 'Dieses Treffen ist abgesagt',
      lines: ['Leider findet es nicht statt. Bitte entschuldigen Sie die Umstände.', CALL],
    },
    'nothing-left': {
      title: 'Alle angebotenen Termine sind vergeben oder vorbei',
      lines: ['Leider gibt es im Augenblick keinen Termin, den Sie wählen könnten.', CALL],
    },
    questioned: {
      title: 'Dieser Termin wird geprüft',
      lines: ['Bevor Sie sich auf den Weg machen, melden Sie sich bitte bei uns: Er kann sich noch ändern.'],
    },
    'cross-site': {
      title: 'Ihre Antwort wurde nicht angenommen',
      lines: [
        'Sie wurde von einer anderen Seite gesendet, deshalb haben wir sie sicherheitshalber nicht angenommen. Es hat sich nichts geändert.',
        'Bitte öffnen Sie den Link aus der E-Mail in Ihrem Browser und antworten Sie auf dieser Seite.',
      ],
    },
    unavailable: {
      title: 'Bitte versuchen Sie es gleich noch einmal',
      lines: [
        'Diese Seite ist einen Augenblick nicht erreichbar. Haben Sie gerade eine Antwort gesendet, senden Sie sie bitte in einer Minute noch einmal.',
      ],
    },
    'too-large': {
      title: 'Die Anmerkung ist zu lang',
      lines: [
        'Ihre Antwort wurde nicht angenommen. Bitte öffnen Sie die Seite noch einmal und kürzen Sie sie.',
      ],
    },
    broken: {
      title: 'Etwas ist schiefgegangen',
      lines: [
        'Bitte versuchen Sie es noch einmal; hilft es nicht, antworten Sie auf die E-Mail oder rufen Sie an.',
      ],
    },
  },
};
