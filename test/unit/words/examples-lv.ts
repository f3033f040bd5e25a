/** Offered: 1 Tue 1 Dec 10:00, 2 Wed 2 Dec 10:00, 3 Fri 4 Dec 15:30, 4 Thu 26 Nov 10:30; written on Wed 25 Nov. */
export const LATVIAN = `
yes 2 | trešdien plkst. 10 der
yes 2 | Trešdien pulksten desmitos der
yes 2 | Trešdien plkst.10.00 man der.
yes 2 | Man der trešdiena
yes 2 | Trešdiena der
yes 2 | Varu trešdienā
yes 2 | Varu trešdien 10:00
yes 2 | Trešdien desmitos būs labi
yes 2 | Jā, trešdien
yes 2 | Jā, trešdien plkst. 10
yes 2 | Piekrītu trešdienai
yes 2 | Izvēlos trešdienu, der
yes 2 | Apstiprinu trešdienu
yes 2 | 2. decembris der
yes 2 | 2. decembrī plkst. 10.00 varu
yes 2 | 2.12. der
yes 2 | 02.12.2026. plkst. 10:00 der
yes 2 | otrais variants der
yes 2 | Otrais der
yes 2 | Man der otrais laiks
yes 2 | Der otrais piedāvājums
yes 2 | Der 2. variants
yes 2 | Otro variantu apstiprinu
yes 2 | Trešdienas rīts der
yes 2 | Nākamnedēļ trešdien der
yes 1 | Otrdien desmitos der
yes 1 | otrdien der
yes 1 | Otrdiena ir piemērota
yes 1 | Otrdienā no rīta varu
yes 1 | Otrdien 10.00 ir labi
yes 1 | Otrdien 10h der
yes 1 | Labi, otrdien
yes 1 | Tiekamies otrdien
yes 1 | Tiekamies otrdien plkst. 10!
yes 1 | Mums der otrdiena, 1. decembris, plkst. 10.00
yes 1 | Pirmais variants der
yes 1 | Pirmais ir labs
yes 1 | 1. decembris mums der
yes 1 | pirmajā decembrī varu
yes 3 | Piektdien pusčetros der
yes 3 | Piektdien plkst. 15.30 der
yes 3 | Piektdien pēcpusdienā der
yes 3 | Piektdiena ir ideāla
yes 3 | pusčetros der
yes 3 | Trešais variants der
yes 3 | 4. decembrī pusčetros būšu
yes 3 | Piektdien 15:30 lieliski
yes 4 | rīt der
yes 4 | Rīt plkst. 10.30 varu
yes 4 | rīt pusvienpadsmitos der
yes 4 | Rītdiena der
yes 4 | ceturtdien pusvienpadsmitos der
yes 4 | Pēdējais variants der
yes 4 | 26. novembris der
yes 4 | Ceturtais der
yes 2 -1 | Otrdien nevaru, bet trešdien der
yes 2 -1 | Otrdien neder, trešdien der
yes 2 -1 | Trešdien der, otrdien nē
yes 1 -3 | Otrdien varu. Piektdien nevaru.
yes 1 2 | Der gan otrdien, gan trešdien
yes 1 2 | Abi der: otrdien un trešdien
unsure 1 2 | Otrdien vai trešdien der
unsure 1? 2? | Desmitos der
unsure 1? 2? | plkst. 10 der
unsure 2? | trešdien plkst. 10
unsure 2? | Vai trešdien plkst. 10 der?
unsure 2? | Varbūt trešdien der
unsure 2? | Iespējams, trešdien varu
unsure 2? | Trešdien der, ja nelīs
unsure 2? | Tikai trešdien varu
unsure 2? | Trešdien varētu derēt
unsure -2 | ne trešdien
unsure -2 | Trešdien neder
unsure -2 | Trešdien nevaru
unsure -2 | Trešdien nevarēšu
unsure -2 | Trešdien nav iespējams
unsure -2 | Trešdien esmu aizņemta
unsure -2 | Otrais variants neder
unsure -1 | Otrdien diemžēl nevaru
unsure -1 | Otrdiena man neder
unsure -1 | Otrdien netieku
unsure -1 -2 | Ne otrdien, ne trešdien nevaru
unsure 3? | tikai pēc 14
unsure 3? | Tikai pēc plkst. 14.00
unsure 3? | Varu tikai pēc diviem
unsure 1? 2? 4? | līdz 12
yes | Der
yes | Jā
yes | Jā, paldies!
yes | Labi
yes | Labi, tiekamies!
yes | Man der
yes | Piekrītu
yes | Bez problēmām
no | nē
no | Nē, paldies
no | Nevaru
no | Diemžēl nevarēšu
no | Neviens no laikiem neder
no | Neviens neder
no | Nekas neder
no | Atsakos
no | Diemžēl neizdosies
other | neviens laiks neder, varbūt nākamnedēļ
other | Neviens neder. Vai varam atrast citu laiku?
other | Vai varam pārcelt?
other | Labāk nākamnedēļ
other | Pirmdien plkst. 9 der
other | Vai pirmdien deviņos der?
other | Otrdien vienpadsmitos der
other | Piedāvāju citu laiku
other | 8. decembris der
other | Nākammēnes būtu labāk
other | pēc 17
other -1 | Otrdien nevaru, pirmdien varu
unsure | Paldies par ziņu
unsure | Kas piedalīsies?
unsure | Kāda ir adrese?
unsure | Atbildēšu vēlāk
unsure | Padomāšu
unsure 2 | Trešdien der, vai arī cits laiks
unsure | Jā. Nē.
yes 2 | Trešdien der\\n\\nAr cieņu,\\nPiektdiena Der SIA
yes 2 | Trešdien der\\n> Piektdien der
yes 2 | Trešdien der\\n\\n2026. g. 25. nov., plkst. 10:00, Anna rakstīja:\\n> otrdien
yes 2 | Trešdien der\\n\\nNosūtīts no mana iPhone
yes 2 | Trešdien der\\n--\\nPiektdien nestrādājam
`;
