import type { Vocabulary } from './vocabulary.js';

const list = (text: string): string[] => text.split('|');
const lists = (text: string): string[][] => text.split(' / ').map(list);

export const english: Vocabulary = {
  yes: list(
    'yes|yep|yeah|sure|ok|okay|fine|work|works|work for|suit|suits|good|great|perfect|excellent|ideal|agree|agreed|accept|accepted|confirm|confirmed|happy to meet|happy with|see you|looking forward|can do|can make|i can|we can|available|free|possible|convenient|no problem|no objection|sounds good|not a problem|wonderful|lovely|all right|alright',
  ),
  no: list(
    "no|nope|cannot|can't|cant|can not|unable|busy|decline|impossible|inconvenient|unavailable|not interested|not possible|no time|no longer",
  ),
  not: list(
    "not|don't|doesn't|does not|do not|won't|will not|isn't|is not|aren't|wouldn't|neither|nor|never|except",
  ),
  none: list('none|none of|neither of them|neither of these|no option|no time suits'),
  every: list('both|all|either|any of|any|each'),
  doubt: list(
    "if|unless|only|maybe|perhaps|might|possibly|probably|should|depends|depending|not sure|unsure|let me|get back|tentative|tentatively|provided|would prefer|i'd prefer|rather|utc|gmt|cet|eet|est|pst|bst|your time|my time|could|can we|can you|hopefully|i think|why not|not until|would have",
  ),
  other: list(
    'another time|another day|another date|other time|other times|other day|different time|different day|reschedule|postpone|next month|week after|weeks later|following week|some other|propose|suggest|instead|how about|what about',
  ),
  but: list('but|however|though|although|whereas'),
  neutral: list(
    "good morning|good afternoon|good evening|good day|first of all|at first|for the first time|second thoughts|in a second|can't wait|cannot wait|all the best|after all|at all|of course not sure|good luck|no worries",
  ),
  weekdays: lists(
    "monday|mondays|mon|monday's / tuesday|tuesdays|tue|tues|tuesday's / wednesday|wednesdays|wed|wednesday's / thursday|thursdays|thu|thur|thurs|thursday's / friday|fridays|fri|friday's / saturday|saturdays|sat|saturday's / sunday|sundays|sun|sunday's",
  ),
  months: lists(
    'january|jan / february|feb / march|mar / april|apr / may / june|jun / july|jul / august|aug / september|sept|sep / october|oct / november|nov / december|dec',
  ),
  relative: lists(
    "today|this morning|this afternoon / tomorrow|tomorrow's / day after tomorrow|the day after tomorrow",
  ),
  nextWeek: list('next week|the next week'),
  ordinals: lists(
    'the first|the 1st|first one|first option / the second|second one|second option / the third|third one|third option / the fourth|fourth one|fourth option / the fifth|fifth one|fifth option / the sixth / the seventh / the eighth / the ninth / the tenth',
  ),
  last: list('the last one|the last option|the last time|the last'),
  option: list('one|option|slot|proposal|suggestion|number|choice|appointment'),
  ordinalEndings: list('st|nd|rd|th'),
  hours: lists(
    'one / two / three / four / five / six / seven / eight / nine / ten / eleven / twelve|noon|midday',
  ),
  hoursStandAlone: false,
  halfHours: [],
  half: list('half past|half'),
  halfMinutes: 30,
  minutes: [
    [15, ['fifteen']],
    [20, ['twenty']],
    [30, ['thirty']],
    [45, ['forty five', 'fortyfive']],
  ],
  at: list('at|around'),
  oclock: list("o'clock|oclock|hrs|hours|h"),
  am: list('am|a.m'),
  pm: list('pm|p.m'),
  after: list('after|from|since|later than|not before'),
  before: list('before|until|till|by|earlier than'),
  parts: [
    [5, 12, list('morning|mornings|in the morning')],
    [12, 18, list('afternoon|afternoons|in the afternoon')],
    [17, 24, list('evening|evenings|in the evening')],
  ],
  partsJoin: false,
};
