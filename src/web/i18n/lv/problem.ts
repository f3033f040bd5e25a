import type { Texts } from '../texts-shape.js';

export const problem: Texts['problem'] = {
  offline: 'Serveris nav sasniedzams. Nekas no redzamā nav zudis; mēģinājumi turpinās paši.',
  wrongCredentials: 'E-pasta adrese vai parole nav pareiza.',
  notSignedIn: 'Jūs vairs neesat pieteikusies. Piesakieties vēlreiz.',
  forbidden: 'To darīt nedrīkstat. Vaicājiet aģentūras īpašniekam.',
  notFound: 'Šeit tā nav, vai arī tas nav paredzēts Jums.',
  timeTaken: 'Šis laiks pa to brīdi ir aizņemts. Izvēlieties citu.',
  staleLink: 'Šī saite vairs neder. Palūdziet jaunu.',
  tooManyAttempts: 'Pārāk daudz mēģinājumu. Mazliet pagaidiet un mēģiniet vēlreiz.',
  unavailable: 'Pakalpojums to pašlaik nevar izdarīt. Nekas nav mainīts; drīz mēģiniet vēlreiz.',
  invalidInput: 'Kaut kas nav aizpildīts pareizi: skatiet atzīmētos laukus.',
  internal: 'Mūsu pusē kaut kas salūza. Mēģiniet vēlreiz; ja atkārtojas, pasakiet uzturētājam šo numuru:',
  wentWrong: 'Šis skats salūza.',
  reload: 'Ielādēt no jauna',
};
