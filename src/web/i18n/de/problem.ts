import type { GermanTexts } from '../texts-shape.js';

export const problem: GermanTexts['problem'] = {
  offline:
    'Der Server ist nicht erreichbar. Was Sie sehen, geht nicht verloren; es wird von selbst weiter versucht.',
  wrongCredentials: 'E-Mail-Adresse oder Kennwort stimmt nicht.',
  notSignedIn: 'Sie sind nicht mehr angemeldet. Melden Sie sich wieder an.',
  forbidden: 'Das dürfen Sie nicht. Fragen Sie den Inhaber des Büros.',
  notFound: 'Das gibt es hier nicht, oder es ist nicht für Sie bestimmt.',
  timeTaken: 'Die Zeit ist inzwischen vergeben. Wählen Sie eine andere.',
  staleLink: 'Dieser Link gilt nicht mehr. Lassen Sie sich einen neuen geben.',
  tooManyAttempts: 'Zu viele Versuche. Warten Sie ein wenig, und versuchen Sie es dann noch einmal.',
  unavailable: 'Das geht im Moment nicht. Es wurde nichts geändert; versuchen Sie es gleich noch einmal.',
  invalidInput: 'Etwas ist nicht richtig ausgefüllt: siehe die markierten Felder.',
  internal:
    'Bei uns ist etwas schiefgegangen. Versuchen Sie es noch einmal; wenn es wieder geschieht, nennen Sie dem Betreiber diese Nummer:',
  wentWrong: 'In dieser Ansicht ist etwas schiefgegangen.',
  reload: 'Neu laden',
};
