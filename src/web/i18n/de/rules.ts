import type { GermanTexts } from '../texts-shape.js';

export const rules: GermanTexts['rules'] = {
  leadClient: 'Was von selbst geschieht. Was hier nicht eingestellt ist, gilt wie im Büro.',
  leadAgency: 'Was bei jedem Kunden von selbst geschieht, der es nicht anders eingestellt hat.',
  chaseDays: 'Nachfragen nach … Werktagen',
  chaseDaysHint: 'Etwa 1, 3; leer: nie.',
  workFrom: 'Unaufgefordert schreiben von',
  workUntil: 'bis',
  workHint: 'In der Ortszeit des Empfängers, Montag bis Freitag.',
  reminder: 'Erinnerung, Stunden vorher',
  emptyNever: 'Leer: nie.',
  holdDays: 'Zeiten vormerken, Tage ohne Antwort',
  holdAsk: 'Nachfragen, bevor vorgemerkte Zeiten freigegeben werden',
  lateAnswer: 'Eine Zusage zu einer freigegebenen Zeit',
  lateAnswers: { restore: 'gilt, wenn noch frei', ask: 'wird Ihnen vorgelegt' },
  substitutes: 'Wer zu spät kam, bekommt sofort andere Zeiten angeboten',
  holdsOnCalendar: 'Vorgemerkte Zeiten stehen als vorläufige Einträge im Kalender des Kunden',
  undoSeconds: 'Rückgängig nach dem Schicken, Sekunden',
  mailsPerMinute: 'E-Mails je Minute höchstens',
  asAgency: 'Wie im Büro',
  asDelivered: 'Wie am Anfang',
};
