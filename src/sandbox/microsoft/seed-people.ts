import type { Owner } from '../google/seed-people.js';
import type { AccountKind } from './world.js';

/** Owners of small firms who keep their calendars in Outlook. Invented; the addresses are under .example. */
export interface OutlookOwner extends Owner {
  kind: AccountKind;
  /** A further calendar beside the default one, if any. */
  second?: string;
}

export const OUTLOOK_OWNERS: readonly OutlookOwner[] = [
  {
    email: 'kristine@kapalogistika.example',
    name: 'Kristīne Vanaga',
    firm: 'Kapa Loģistika SIA',
    kind: 'work',
    timeZone: 'Europe/Riga',
    country: 'LV',
    office: 'Granīta iela 11, Acone',
    staffMeeting: 'Dispečeru rīta sapulce',
    visits: [
      ['Pārvadājumu līguma pārrunas', 'Granīta iela 11, Acone'],
      ['Muitas brokera vizīte', 'Granīta iela 11, Acone'],
      ['Noliktavas apskate', 'Plieņciema iela 35, Mārupe'],
      ['Degvielas piegādātājs', 'Granīta iela 11, Acone'],
      ['Tikšanās ar klientu ostā', 'Eksporta iela 15, Rīga'],
    ],
    partner: { email: 'ansis@muita.example', name: 'Ansis Ķēniņš' },
    second: 'Transporta grafiks',
  },
  {
    email: 'guntars@lapsajumti.example',
    name: 'Guntars Lapsa',
    firm: 'Lapsas jumti',
    kind: 'personal',
    timeZone: 'Europe/Riga',
    country: 'LV',
    office: 'Lielā iela 4, Tukums',
    staffMeeting: 'Brigādes plāns',
    visits: [
      ['Jumta apskate', 'Raudas iela 32, Tukums'],
      ['Tāmes pārrunas pie klienta', 'Dzirnavu iela 9, Jelgava'],
      ['Skārda piegādātājs', 'Katoļu iela 20, Jelgava'],
      ['Objekta nodošana', 'Jūras iela 16, Jūrmala'],
      ['Darba drošības instruktāža', 'Lielā iela 4, Tukums'],
    ],
    partner: { email: 'egita@skards.example', name: 'Egita Ozola' },
  },
  {
    email: 'anete@nubaltija.example',
    name: 'Anete Rubene',
    firm: 'Nū Baltija SIA',
    kind: 'work',
    timeZone: 'Europe/Riga',
    country: 'LV',
    office: 'Skolas iela 21, Rīga',
    staffMeeting: 'Nedēļas plānošana',
    visits: [
      ['Semināra plānošana ar klientu', 'Skolas iela 21, Rīga'],
      ['Telpu apskate', 'Kaļķu iela 26, Rīga'],
      ['Darba intervija', 'Skolas iela 21, Rīga'],
      ['Apdrošinātāja pārstāvis', 'Elizabetes iela 63, Rīga'],
      ['Līguma parakstīšana', 'Republikas laukums 2A, Rīga'],
    ],
    partner: { email: 'liene@seminari.example', name: 'Liene Grava' },
  },
];
