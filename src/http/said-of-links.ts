/** What is said when calendars are linked by an address, in Latvian, Russian and German; English is the key. */
export const SAID_OF_LINKS: Readonly<Record<string, readonly [lv: string, ru: string, de: string]>> = {
  'This is no address. Give one that begins with https:// (a feed’s may begin with webcal://), or the mail address at the provider.':
    [
      'Tā nav adrese. Norādiet tādu, kas sākas ar https:// (abonējama kalendāra adrese var sākties ar webcal://), vai e-pasta adresi pie pakalpojuma sniedzēja.',
      'Это не адрес. Укажите адрес, который начинается с https:// (у подписки может быть webcal://), или адрес почты у этого сервиса.',
      'Das ist keine Adresse. Geben Sie eine an, die mit https:// beginnt (bei einem Abonnement auch webcal://), oder die E-Mail-Adresse beim Anbieter.',
    ],
  'This address begins with http://, so a password could be read on its way. Give it with https://. A server of your own network can be allowed by the operator (CALENDAR_ALLOWED_HOSTS).':
    [
      'Adrese sākas ar http://, tāpēc paroli ceļā varētu nolasīt. Norādiet to ar https://. Jūsu tīkla serveri var atļaut uzturētājs (CALENDAR_ALLOWED_HOSTS).',
      'Адрес начинается с http://, и пароль можно прочитать по пути. Укажите его с https://. Сервер вашей сети может разрешить администратор установки (CALENDAR_ALLOWED_HOSTS).',
      'Die Adresse beginnt mit http://, ein Kennwort könnte unterwegs mitgelesen werden. Geben Sie sie mit https:// an. Einen Server Ihres eigenen Netzes kann der Betreiber erlauben (CALENDAR_ALLOWED_HOSTS).',
    ],
  'This port is not asked: calendars are at 80, 443 or 8443. The operator can allow others (CALENDAR_ALLOWED_HOSTS).':
    [
      'Šis ports netiek vaicāts: kalendāri ir pie 80, 443 vai 8443. Citus var atļaut uzturētājs (CALENDAR_ALLOWED_HOSTS).',
      'К этому порту запросы не отправляются: календари находятся на 80, 443 или 8443. Другие может разрешить администратор установки (CALENDAR_ALLOWED_HOSTS).',
      'Dieser Port wird nicht gefragt: Kalender liegen an 80, 443 oder 8443. Andere kann der Betreiber erlauben (CALENDAR_ALLOWED_HOSTS).',
    ],
  'This address lies in a private network, which is not looked into from here. Give one that can be reached from outside, or ask the operator to allow the host (CALENDAR_ALLOWED_HOSTS).':
    [
      'Šī adrese ir privātā tīklā, kurā no šejienes neskatās. Norādiet tādu, kas sasniedzama no ārpuses, vai lūdziet uzturētāju atļaut šo serveri (CALENDAR_ALLOWED_HOSTS).',
      'Этот адрес лежит в частной сети, куда отсюда не обращаются. Укажите адрес, доступный извне, или попросите администратора установки разрешить этот сервер (CALENDAR_ALLOWED_HOSTS).',
      'Diese Adresse liegt in einem privaten Netz, in das von hier aus nicht geschaut wird. Geben Sie eine an, die von außen erreichbar ist, oder bitten Sie den Betreiber, den Server zu erlauben (CALENDAR_ALLOWED_HOSTS).',
    ],
  'There is no such host. Check the spelling of the address.': [
    'Tāda servera nav. Pārbaudiet, vai adrese uzrakstīta pareizi.',
    'Такого сервера нет. Проверьте, правильно ли написан адрес.',
    'Diesen Server gibt es nicht. Prüfen Sie die Schreibweise der Adresse.',
  ],
  'The server’s certificate is not valid, so nothing was sent to it. Ask whoever runs the server to renew it.':
    [
      'Servera sertifikāts nav derīgs, tāpēc tam nekas netika nosūtīts. Lūdziet servera uzturētāju to atjaunot.',
      'Сертификат сервера недействителен, поэтому ему ничего не отправлено. Попросите владельца сервера обновить сертификат.',
      'Das Zertifikat des Servers ist nicht gültig, darum wurde ihm nichts gesendet. Bitten Sie den Betreiber des Servers, es zu erneuern.',
    ],
  'This address leads on and on to others. Give the one that it ends at.': [
    'Šī adrese ved arvien tālāk uz citām. Norādiet to, pie kuras ceļš beidzas.',
    'Этот адрес ведёт всё дальше на другие. Укажите тот, на котором путь заканчивается.',
    'Diese Adresse leitet immer weiter. Geben Sie die an, bei der sie endet.',
  ],
  'There is no calendar server at this address. Look for “CalDAV” in the provider’s help; a link that ends in .ics is a feed.':
    [
      'Šajā adresē nav kalendāra servera. Meklējiet „CalDAV” pakalpojuma palīdzībā; saite, kas beidzas ar .ics, ir jāabonē.',
      'По этому адресу нет сервера календарей. Поищите «CalDAV» в справке сервиса; на ссылку, которая кончается на .ics, подписываются.',
      'An dieser Adresse ist kein Kalenderserver. Suchen Sie in der Hilfe des Anbieters nach „CalDAV“; ein Link, der auf .ics endet, wird abonniert.',
    ],
  'There is no calendar for events in this account. Ask the client to make one.': [
    'Šajā kontā nav kalendāra notikumiem. Lūdziet klientu tādu izveidot.',
    'В этой учётной записи нет календаря для событий. Попросите клиента создать его.',
    'In diesem Konto gibt es keinen Kalender für Termine. Bitten Sie den Kunden, einen anzulegen.',
  ],
  'The calendars of this account can only be read, so meetings could not be entered. Ask the client for the right to make changes, or subscribe to the calendar as a feed.':
    [
      'Šī konta kalendārus var tikai lasīt, tāpēc tikšanās nevarētu ierakstīt. Lūdziet klientam tiesības veikt izmaiņas vai abonējiet kalendāra adresi.',
      'Календари этой учётной записи только для чтения, встречи записать нельзя. Попросите у клиента право на изменения или подпишитесь на адрес календаря.',
      'Die Kalender dieses Kontos lassen sich nur lesen, Termine könnten nicht eingetragen werden. Bitten Sie den Kunden um Schreibrecht, oder abonnieren Sie die Adresse des Kalenders.',
    ],
  'This server takes no passwords from other programs. Google and Outlook calendars are linked by their own buttons.':
    [
      'Šis serveris nepieņem paroles no citām programmām. Google un Outlook kalendārus piesaista ar to pogām.',
      'Этот сервер не принимает пароли от других программ. Календари Google и Outlook подключаются своими кнопками.',
      'Dieser Server nimmt keine Kennwörter von anderen Programmen. Kalender von Google und Outlook werden über ihre eigenen Knöpfe verbunden.',
    ],
  'The server does not take this name and password. iCloud, Fastmail and others want a password made for one program: the client makes it in the account’s security settings.':
    [
      'Serveris nepieņem šo vārdu un paroli. iCloud, Fastmail un citi prasa paroli, kas izveidota vienai programmai: klients to izveido konta drošības iestatījumos.',
      'Сервер не принимает это имя и пароль. iCloud, Fastmail и другие требуют пароль для одной программы: клиент создаёт его в настройках безопасности учётной записи.',
      'Der Server nimmt diesen Namen und dieses Kennwort nicht an. iCloud, Fastmail und andere verlangen ein App-Kennwort: der Kunde erstellt es in den Sicherheitseinstellungen des Kontos.',
    ],
  'The feed wants a name and a password, or others than these. Give them in the address: https://name:password@host/…':
    [
      'Kalendāra adrese prasa vārdu un paroli vai citus nekā šie. Ierakstiet tos adresē: https://vārds:parole@serveris/…',
      'Адрес календаря требует имя и пароль или другие, чем эти. Укажите их в адресе: https://имя:пароль@сервер/…',
      'Die Adresse verlangt einen Namen und ein Kennwort oder andere als diese. Geben Sie sie in der Adresse an: https://name:kennwort@server/…',
    ],
  'The server does not show this calendar. Ask the client to share it, or to copy the link anew.': [
    'Serveris šo kalendāru nerāda. Lūdziet klientu to kopīgot vai nokopēt saiti no jauna.',
    'Сервер не показывает этот календарь. Попросите клиента открыть к нему доступ или скопировать ссылку заново.',
    'Der Server zeigt diesen Kalender nicht. Bitten Sie den Kunden, ihn freizugeben oder den Link neu zu kopieren.',
  ],
  'There is nothing at this address. Copy the link from the provider again.': [
    'Šajā adresē nekā nav. Nokopējiet saiti no pakalpojuma vēlreiz.',
    'По этому адресу ничего нет. Скопируйте ссылку у сервиса ещё раз.',
    'An dieser Adresse ist nichts. Kopieren Sie den Link beim Anbieter noch einmal.',
  ],
  'This address leads to a web page, not to a calendar. Copy the link that the provider calls iCal, ICS or webcal.':
    [
      'Šī adrese ved uz tīmekļa lapu, nevis kalendāru. Nokopējiet saiti, ko pakalpojums sauc par iCal, ICS vai webcal.',
      'Этот адрес ведёт на веб-страницу, а не на календарь. Скопируйте ссылку, которую сервис называет iCal, ICS или webcal.',
      'Diese Adresse führt zu einer Webseite, nicht zu einem Kalender. Kopieren Sie den Link, den der Anbieter iCal, ICS oder webcal nennt.',
    ],
  'What is at this address is no calendar. Copy the link that the provider calls iCal, ICS or webcal.': [
    'Šajā adresē nav kalendāra. Nokopējiet saiti, ko pakalpojums sauc par iCal, ICS vai webcal.',
    'По этому адресу не календарь. Скопируйте ссылку, которую сервис называет iCal, ICS или webcal.',
    'An dieser Adresse liegt kein Kalender. Kopieren Sie den Link, den der Anbieter iCal, ICS oder webcal nennt.',
  ],
  'This calendar is larger than 10 MB or 50,000 events. Ask the client for a link to a shorter part of it.': [
    'Šis kalendārs ir lielāks par 10 MB vai 50 000 notikumu. Lūdziet klientam saiti uz īsāku tā daļu.',
    'Этот календарь больше 10 МБ или 50 000 событий. Попросите у клиента ссылку на более короткую часть.',
    'Dieser Kalender ist größer als 10 MB oder 50.000 Termine. Bitten Sie den Kunden um einen Link zu einem kürzeren Teil.',
  ],
  'The server did not answer as it should. Check the address, and try again later.': [
    'Serveris neatbildēja, kā vajadzētu. Pārbaudiet adresi un vēlāk mēģiniet vēlreiz.',
    'Сервер ответил не так, как должен. Проверьте адрес и повторите позже.',
    'Der Server hat nicht geantwortet, wie er sollte. Prüfen Sie die Adresse, und versuchen Sie es später noch einmal.',
  ],
  'The server did not answer. Try again in a few minutes.': [
    'Serveris neatbildēja. Mēģiniet vēlreiz pēc dažām minūtēm.',
    'Сервер не ответил. Повторите через несколько минут.',
    'Der Server hat nicht geantwortet. Versuchen Sie es in einigen Minuten noch einmal.',
  ],
  'This feed is linked to the client already.': [
    'Šī adrese klientam jau ir abonēta.',
    'Клиент уже подписан на этот адрес.',
    'Diese Adresse ist für den Kunden schon abonniert.',
  ],
  'This account is linked to another client of yours. Give the client’s own, or disconnect it there first.': [
    'Šis konts ir piesaistīts citam jūsu klientam. Norādiet šī klienta kontu vai vispirms atsaistiet to tur.',
    'Эта учётная запись подключена к другому вашему клиенту. Укажите запись этого клиента или сначала отключите её там.',
    'Dieses Konto ist mit einem anderen Ihrer Kunden verbunden. Geben Sie das eigene des Kunden an, oder trennen Sie es dort zuerst.',
  ],
  'This password opens another account than the one to reconnect.': [
    'Ar šo paroli atveras cits konts, nevis tas, kurš jāpiesaista no jauna.',
    'Этот пароль открывает другую учётную запись, а не ту, что нужно подключить заново.',
    'Dieses Kennwort öffnet ein anderes Konto als das, das neu verbunden werden soll.',
  ],
  'This account was not linked with a password. Connect it again by its provider’s own button.': [
    'Šis konts netika piesaistīts ar paroli. Piesaistiet to no jauna ar pakalpojuma pogu.',
    'Эта учётная запись подключена не по паролю. Подключите её заново кнопкой её сервиса.',
    'Dieses Konto wurde nicht mit einem Kennwort verbunden. Verbinden Sie es über den Knopf seines Anbieters neu.',
  ],
};
