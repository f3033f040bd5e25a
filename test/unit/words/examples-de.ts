/** Offered: 1 Tue 1 Dec 10:00, 2 Wed 2 Dec 10:00, 3 Fri 4 Dec 15:30, 4 Thu 26 Nov 10:30; written on Wed 25 Nov. */
export const GERMAN = `
yes 1 | Dienstag um zehn passt
yes 1 | Dienstag um 10 passt
yes 1 | Dienstag 10 Uhr passt
yes 1 | Dienstag, 10.00 Uhr, passt gut
yes 1 | Am Dienstag um 10:00 Uhr passt es mir
yes 1 | Der Dienstag passt mir
yes 1 | Dienstags passt
yes 1 | Ja, Dienstag
yes 1 | Ja, am Dienstag um zehn
yes 1 | Gerne am Dienstag
yes 1 | Dienstag geht
yes 1 | Dienstag ist gut
yes 1 | Dienstag ist mir recht
yes 1 | Di, 1.12., 10 Uhr passt
yes 1 | Der 1. Dezember passt uns
yes 1 | Am 1. Dezember um 10 Uhr kann ich
yes 1 | 1.12. passt
yes 1 | 01.12.2026, 10:00 Uhr, ist in Ordnung
yes 1 | Am ersten Dezember passt es
yes 1 | Der erste Termin passt
yes 1 | Der erste passt
yes 1 | Termin 1 passt
yes 1 | Der 1. Termin passt
yes 1 | Ich bestätige Dienstag
unsure 1? | Bis Dienstag um 10!
yes 1 | Ich kann am Dienstag
yes 1 | Dienstagvormittag passt
yes 1 | Dienstag früh passt
yes 1 | Einverstanden, Dienstag um zehn
yes 2 | Mittwoch um zehn passt
yes 2 | Der zweite Vorschlag passt
yes 2 | der zweite passt
yes 2 | Den zweiten Termin nehme ich
yes 2 | Der 2. Vorschlag passt
yes 2 | Mittwoch, den 2. Dezember, passt
yes 2 | Mi passt
yes 2 | Nächste Woche Mittwoch passt
yes 2 | Mittwoch klappt
yes 2 | Vorschlag 2 wäre perfekt
yes 3 | Freitag um halb vier passt
yes 3 | Freitag um 15.30 Uhr passt
yes 3 | Freitag 15 Uhr 30 passt
yes 3 | Freitagnachmittag passt
yes 3 | Freitag am Nachmittag passt
yes 3 | Um halb vier passt es
yes 3 | Der dritte Termin passt
yes 3 | Am 4.12. kann ich
yes 3 | Freitag, 15h30 passt
yes 4 | morgen passt
yes 4 | Morgen um halb elf passt
yes 4 | Morgen um 10:30 kann ich
yes 4 | Donnerstag um halb elf passt
yes 4 | Der letzte Termin passt
yes 4 | 26. November ist gut
yes 4 | Der vierte passt
yes 4 | Morgen um zehn Uhr dreißig passt
yes 2 -1 | Dienstag geht nicht, aber Mittwoch passt
yes 2 -1 | Dienstag passt nicht, Mittwoch passt
yes 2 -1 | Mittwoch passt, Dienstag nicht
yes 1 -3 | Dienstag kann ich. Freitag kann ich nicht.
yes 1 2 | Beide passen: Dienstag und Mittwoch
yes 1 2 | Sowohl Dienstag als auch Mittwoch passt
unsure 1 2 | Dienstag oder Mittwoch passt
unsure 1? 2? | Um zehn passt
unsure 1? 2? | 10 Uhr passt
unsure 1? | Dienstag um zehn
unsure 1? | Passt Dienstag um zehn?
unsure 1? | Vielleicht passt Dienstag
unsure 1? | Dienstag passt, wenn es nicht schneit
unsure 1? | Dienstag passt eventuell
unsure 1? | Nur Dienstag passt
unsure 1? | Falls möglich passt Dienstag
unsure 1? | Dienstag müsste passen
unsure 1? | Dienstag passt unter Vorbehalt
unsure -1 | nicht am Dienstag
unsure -1 | Dienstag passt nicht
unsure -1 | Dienstag geht leider nicht
unsure -1 | Am Dienstag kann ich nicht
unsure -1 | Dienstag bin ich verhindert
unsure -1 | Der erste Termin passt nicht
unsure -1 | Am Dienstag habe ich keine Zeit
unsure -2 | Mittwoch ist unmöglich
unsure -2 | Mittwoch schaffe ich nicht
unsure -1 -2 | Weder Dienstag noch Mittwoch passt
unsure 3? | nur nach 14 Uhr
unsure 3? | Erst ab 14 Uhr
unsure 3? | Ich kann nur nach zwei Uhr
unsure 1? 2? 4? | vor 12 Uhr
yes | Passt
yes | Ja
yes | Ja, danke!
yes | In Ordnung
yes | Passt mir gut
yes | Kein Problem
yes | Einverstanden
yes | Sehr gerne
no | nein
no | Nein, danke
no | Leider nein
no | Ich kann leider nicht
no | Ich muss absagen
no | Keiner der Termine passt
no | Keiner passt
no | Das geht nicht
no | Kein Interesse
other | keiner der Termine passt uns, nächste Woche vielleicht
other | Keiner passt. Finden wir einen anderen Termin?
other | Können wir verschieben?
other | Lieber nächste Woche
other | Montag um 9 passt
other | Wie wäre es am Montag um neun?
other | Dienstag um elf passt
other | Ich schlage eine andere Zeit vor
other | 8. Dezember passt
other | Nächsten Monat
other | nach 17 Uhr
other -1 | Dienstag geht nicht, Montag passt
unsure | Danke für die Nachricht
unsure | Wer kommt?
unsure | Wie lautet die Adresse?
unsure | Ich melde mich
unsure | Guten Morgen
unsure 1 | Dienstag passt, oder ein anderer Termin
unsure | Ja. Nein.
yes 1 | Dienstag passt\\n\\nMit freundlichen Grüßen\\nFreitag GmbH
yes 1 | Dienstag passt\\n> Freitag passt
yes 1 | Dienstag passt\\n\\nAm Mi., 25. Nov. 2026 um 10:00 Uhr schrieb Anna:\\n> Freitag
yes 1 | Dienstag passt\\n\\nVon meinem iPhone gesendet
yes 1 | Dienstag passt\\n\\nVon: Anna\\nGesendet: Mittwoch\\nAn: Karl\\nFreitag passt
`;
