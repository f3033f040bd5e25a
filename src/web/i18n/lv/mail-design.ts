import type { Texts } from '../texts-shape.js';

export const mailDesign: Texts['mailDesign'] = {
  title: 'Vēstules',
  lead: 'Uzruna, paraksts, krāsas un logotips tam, ko saņem partneri, katrā valodā.',
  greeting: 'Uzruna',
  greetingHint: '{name} vietā būs vārds; tukšs: parastā.',
  signature: 'Paraksts',
  accent: 'Pogu un saišu krāsa',
  ground: 'Krāsa ap vēstuli',
  usual: 'parastā',
  asUsual: 'Ņemt parasto',
  logo: 'Logotips',
  logoHint: 'PNG, JPEG vai GIF, ne vairāk kā 64 KB.',
  logoTooBig: 'Attēls ir lielāks par 64 KB. Izvēlieties mazāku.',
  shown: 'Te redzams',
  templates: {
    invitation: 'Uzaicinājums',
    choose: 'Laiki izvēlei',
    confirmation: 'Apstiprinājums',
    update: 'Jauns laiks',
    cancellation: 'Atcelšana',
    reminder: 'Atgādinājums',
    chase: 'Lūgums atbildēt',
    'too-late': 'Nokavēts',
  },
};
