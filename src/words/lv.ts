import type { Vocabulary } from './vocabulary.js';

const list = (text: string): string[] => text.split('|');
const lists = (text: string): string[][] => text.split(' / ').map(list);

export const latvian: Vocabulary = {
  yes: list(
    'jā|der|derēs|derētu labi|varu|varam|varēšu|varēsim|labi|labs|laba|lieliski|lieliska|ideāls|ideāla|ideāli|perfekti|piekrītu|piekrītam|apstiprinu|apstiprinām|piemērots|piemērota|piemērots mums|piestāv|tiekamies|būšu|būsim|ok|okei|bez problēmām|nav problēmu|nav iebildumu|protams|uz tikšanos|iespējams ir|ērti|ērts|ērta|izdosies',
  ),
  no: list(
    'nē|neder|nederēs|nevaru|nevaram|nevarēšu|nevarēsim|nevarētu|netieku|netiekam|netikšu|būšu prom|esmu prom|nebūšu|nebūsim|nav iespējams|neiespējami|neizdosies|neizdodas|aizņemt*|atsakos|atsakāmies|noraidu|nav piemērot*|neērti|nepiestāv|nav laika|nesanāk|nesanāks',
  ),
  not: list('ne|nav|nedz|izņemot'),
  none: list('neviens|nevienu|neviena|neviens laiks|nevienu laiku|nekas|neviens variants|neviens no'),
  every: list('abi|abas|abos|gan|visi|visas|jebkurš|jebkura|jebkurā'),
  doubt: list(
    'ja|ja vien|varbūt|iespējams|tikai|vienīgi|varētu|droši vien|laikam|jāpārbauda|pārbaudīšu|precizēšu|padomāšu|atbildēšu|vēl nezinu|nezinu|neesmu droš*|atkarīgs|atkarībā|vajadzētu|ja nu|pēc rīgas laika|utc|gmt|cet|cerams|ar nosacījumu|drīzāk',
  ),
  other: list(
    'cits laiks|citu laiku|citā laikā|cita diena|citu dienu|citā dienā|citi laiki|citus laikus|kādu citu|pārcelt|pārceļam|pārcelsim|atlikt|nākammēnes|nākamajā mēnesī|nākamo mēnesi|aiznākamnedēļ|piedāvāju|ierosinu|kā būtu ar',
  ),
  but: list('bet|taču|tomēr|savukārt'),
  neutral: list(
    'labrīt|labdien|labvakar|labs vakars|laba diena|vislabākie vēlējumi|pirmām kārtām|pirmkārt|otrkārt|ne tikai',
  ),
  weekdays: lists('pirmdien* / otrdien* / trešdien* / ceturtdien* / piektdien* / sestdien* / svētdien*'),
  months: lists(
    'janvār*|jan / februār*|feb|febr / mart* / aprīl*|apr / maij* / jūnij*|jūn / jūlij*|jūl / august*|aug / septembr*|sept / oktobr*|okt / novembr*|nov / decembr*|dec',
  ),
  relative: lists('šodien|šodiena / rīt|rītdien|rītdiena|rītdienu|rītdienai / parīt|parītdien'),
  nextWeek: list('nākamnedēļ|nākamajā nedēļā|nākamo nedēļu|nākošnedēļ|nākošajā nedēļā'),
  ordinals: lists(
    'pirmais|pirmā|pirmo|pirmajā|pirmajam|pirmajai / otrais|otrā|otro|otrajā|otrajam|otrajai / trešais|trešā|trešo|trešajā|trešajam|trešajai / ceturtais|ceturtā|ceturto|ceturtajā|ceturtajam|ceturtajai / piektais|piektā|piekto|piektajā|piektajam / sestais|sestā|sesto|sestajā / septītais|septītā|septīto|septītajā / astotais|astotā|astoto|astotajā / devītais|devītā|devīto|devītajā / desmitais|desmitā|desmito|desmitajā',
  ),
  last: list('pēdējais|pēdējā|pēdējo|pēdējam|pēdējais variants'),
  option: list('variants|variantu|variantam|laiks|laiku|piedāvājums|piedāvājumu|iespēja|iespēju'),
  ordinalEndings: list('ais|ā|o|ajā'),
  hours: lists(
    'vienos|vieniem / divos|diviem / trijos|trim|trijiem / četros|četriem / piecos|pieciem / sešos|sešiem / septiņos|septiņiem / astoņos|astoņiem / deviņos|deviņiem / desmitos|desmitiem / vienpadsmitos|vienpadsmitiem / divpadsmitos|divpadsmitiem|pusdienlaikā',
  ),
  hoursStandAlone: true,
  halfHours: lists(
    'pusvienos|pusvieniem / pusdivos|pusdiviem / pustrijos|pustrim / pusčetros|pusčetriem / puspiecos|puspieciem / pussešos|pussešiem / pusseptiņos|pusseptiņiem / pusastoņos|pusastoņiem / pusdeviņos|pusdeviņiem / pusdesmitos|pusdesmitiem / pusvienpadsmitos|pusvienpadsmitiem / pusdivpadsmitos|pusdivpadsmitiem',
  ),
  half: list('pus'),
  halfMinutes: -30,
  minutes: [
    [15, ['piecpadsmit']],
    [30, ['trīsdesmit']],
    [45, ['četrdesmit piecās']],
  ],
  at: list('plkst|pulksten|pl|ap|ap plkst'),
  oclock: list('h|stundās'),
  am: [],
  pm: [],
  after: list('pēc|no|sākot no|ne agrāk kā'),
  before: list('līdz|pirms|ne vēlāk kā'),
  parts: [
    [5, 12, list('rīts|rītā|rītu|no rīta|priekšpusdienā|pirms pusdienām')],
    [12, 18, list('pēcpusdiena|pēcpusdienā|pēcpusdienu|pēc pusdienām')],
    [17, 24, list('vakars|vakarā|vakaru')],
  ],
  partsJoin: false,
};
