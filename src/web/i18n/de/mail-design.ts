import type { GermanTexts } from '../texts-shape.js';

export const mailDesign: GermanTexts['mailDesign'] = {
  title: 'E-Mails',
  lead: 'Anrede, Unterschrift, Farben und Logo der E-Mails an Gesprächspartner, in jeder Sprache.',
  greeting: 'Anrede',
  greetingHint: '{name} steht für den Namen; leer: die übliche.',
  signature: 'Unterschrift',
  accent: 'Farbe von Schaltflächen und Links',
  ground: 'Farbe rund um die E-Mail',
  usual: 'die übliche',
  asUsual: 'Die übliche nehmen',
  logo: 'Logo',
  logoHint: 'PNG, JPEG oder GIF, höchstens 64 KB.',
  logoTooBig: 'Dieses Bild ist größer als 64 KB. Wählen Sie ein kleineres.',
  shown: 'Hier gezeigt',
  templates: {
    invitation: 'Einladung',
    choose: 'Zeiten zur Auswahl',
    confirmation: 'Bestätigung',
    update: 'Neue Zeit',
    cancellation: 'Absage',
    reminder: 'Erinnerung',
    chase: 'Nachfrage',
    'too-late': 'Zu spät geantwortet',
  },
};
