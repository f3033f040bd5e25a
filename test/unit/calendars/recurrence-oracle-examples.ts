/**
 * The examples of RFC 5545 section 3.8.5.3: rule, start and occurrences, all at nine in America/New_York.
 *
 * `dates` has months and their days: `1997-09 2..11` is 2 to 11 September. Where the rule has no end, the dates that
 * the RFC prints are the first ones.
 */
export interface Example {
  readonly about: string;
  readonly start: string;
  readonly rules: readonly string[];
  readonly exDates?: readonly string[];
  readonly dates: readonly string[];
  readonly endless?: true;
}

export const EXAMPLES: readonly Example[] = [
  {
    about: 'daily, ten times',
    start: '1997-09-02',
    rules: ['FREQ=DAILY;COUNT=10'],
    dates: ['1997-09 2..11'],
  },
  {
    about: 'daily until 24 December',
    start: '1997-09-02',
    rules: ['FREQ=DAILY;UNTIL=19971224T000000Z'],
    dates: ['1997-09 2..30', '1997-10 1..31', '1997-11 1..30', '1997-12 1..23'],
  },
  {
    about: 'every other day',
    start: '1997-09-02',
    rules: ['FREQ=DAILY;INTERVAL=2'],
    dates: [
      '1997-09 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30',
      '1997-10 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30',
      '1997-11 1 3 5 7 9 11 13 15 17 19 21 23 25 27 29',
      '1997-12 1 3',
    ],
    endless: true,
  },
  {
    about: 'every ten days, five times',
    start: '1997-09-02',
    rules: ['FREQ=DAILY;INTERVAL=10;COUNT=5'],
    dates: ['1997-09 2 12 22', '1997-10 2 12'],
  },
  {
    about: 'every day of January for three years',
    start: '1998-01-01',
    rules: [
      'FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA',
      'FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1',
    ],
    dates: ['1998-01 1..31', '1999-01 1..31', '2000-01 1..31'],
  },
  {
    about: 'weekly, ten times',
    start: '1997-09-02',
    rules: ['FREQ=WEEKLY;COUNT=10'],
    dates: ['1997-09 2 9 16 23 30', '1997-10 7 14 21 28', '1997-11 4'],
  },
  {
    about: 'weekly until 24 December',
    start: '1997-09-02',
    rules: ['FREQ=WEEKLY;UNTIL=19971224T000000Z'],
    dates: ['1997-09 2 9 16 23 30', '1997-10 7 14 21 28', '1997-11 4 11 18 25', '1997-12 2 9 16 23'],
  },
  {
    about: 'every other week',
    start: '1997-09-02',
    rules: ['FREQ=WEEKLY;INTERVAL=2;WKST=SU'],
    dates: [
      '1997-09 2 16 30',
      '1997-10 14 28',
      '1997-11 11 25',
      '1997-12 9 23',
      '1998-01 6 20',
      '1998-02 3 17',
    ],
    endless: true,
  },
  {
    about: 'Tuesday and Thursday for five weeks',
    start: '1997-09-02',
    rules: [
      'FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH',
      'FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH',
    ],
    dates: ['1997-09 2 4 9 11 16 18 23 25 30', '1997-10 2'],
  },
  {
    about: 'every other week on Monday, Wednesday and Friday until 24 December',
    start: '1997-09-01',
    rules: ['FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR'],
    dates: [
      '1997-09 1 3 5 15 17 19 29',
      '1997-10 1 3 13 15 17 27 29 31',
      '1997-11 10 12 14 24 26 28',
      '1997-12 8 10 12 22',
    ],
  },
  {
    about: 'every other week on Tuesday and Thursday, eight times',
    start: '1997-09-02',
    rules: ['FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH'],
    dates: ['1997-09 2 4 16 18 30', '1997-10 2 14 16'],
  },
  {
    about: 'the first Friday of the month, ten times',
    start: '1997-09-05',
    rules: ['FREQ=MONTHLY;COUNT=10;BYDAY=1FR'],
    dates: [
      '1997-09 5',
      '1997-10 3',
      '1997-11 7',
      '1997-12 5',
      '1998-01 2',
      '1998-02 6',
      '1998-03 6',
      '1998-04 3',
      '1998-05 1',
      '1998-06 5',
    ],
  },
  {
    about: 'the first Friday of the month until 24 December',
    start: '1997-09-05',
    rules: ['FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR'],
    dates: ['1997-09 5', '1997-10 3', '1997-11 7', '1997-12 5'],
  },
  {
    about: 'first and last Sunday of every other month, ten times',
    start: '1997-09-07',
    rules: ['FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU'],
    dates: ['1997-09 7 28', '1997-11 2 30', '1998-01 4 25', '1998-03 1 29', '1998-05 3 31'],
  },
  {
    about: 'the last Monday but one, for six months',
    start: '1997-09-22',
    rules: ['FREQ=MONTHLY;COUNT=6;BYDAY=-2MO'],
    dates: ['1997-09 22', '1997-10 20', '1997-11 17', '1997-12 22', '1998-01 19', '1998-02 16'],
  },
  {
    about: 'the last day of the month but two',
    start: '1997-09-28',
    rules: ['FREQ=MONTHLY;BYMONTHDAY=-3'],
    dates: ['1997-09 28', '1997-10 29', '1997-11 28', '1997-12 29', '1998-01 29', '1998-02 26'],
    endless: true,
  },
  {
    about: 'the 2nd and the 15th, ten times',
    start: '1997-09-02',
    rules: ['FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15'],
    dates: ['1997-09 2 15', '1997-10 2 15', '1997-11 2 15', '1997-12 2 15', '1998-01 2 15'],
  },
  {
    about: 'first and last day of the month, ten times',
    start: '1997-09-30',
    rules: ['FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1'],
    dates: ['1997-09 30', '1997-10 1 31', '1997-11 1 30', '1997-12 1 31', '1998-01 1 31', '1998-02 1'],
  },
  {
    about: 'the 10th to the 15th of every 18th month, ten times',
    start: '1997-09-10',
    rules: ['FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15'],
    dates: ['1997-09 10..15', '1999-03 10..13'],
  },
  {
    about: 'every Tuesday of every other month',
    start: '1997-09-02',
    rules: ['FREQ=MONTHLY;INTERVAL=2;BYDAY=TU'],
    dates: ['1997-09 2 9 16 23 30', '1997-11 4 11 18 25', '1998-01 6 13 20 27', '1998-03 3 10 17 24 31'],
    endless: true,
  },
  {
    about: 'in June and July, ten times',
    start: '1997-06-10',
    rules: ['FREQ=YEARLY;COUNT=10;BYMONTH=6,7'],
    dates: [
      '1997-06 10',
      '1997-07 10',
      '1998-06 10',
      '1998-07 10',
      '1999-06 10',
      '1999-07 10',
      '2000-06 10',
      '2000-07 10',
      '2001-06 10',
      '2001-07 10',
    ],
  },
  {
    about: 'every other year in January, February and March, ten times',
    start: '1997-03-10',
    rules: ['FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3'],
    dates: [
      '1997-03 10',
      '1999-01 10',
      '1999-02 10',
      '1999-03 10',
      '2001-01 10',
      '2001-02 10',
      '2001-03 10',
      '2003-01 10',
      '2003-02 10',
      '2003-03 10',
    ],
  },
  {
    about: 'the 1st, 100th and 200th day of every third year, ten times',
    start: '1997-01-01',
    rules: ['FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200'],
    dates: [
      '1997-01 1',
      '1997-04 10',
      '1997-07 19',
      '2000-01 1',
      '2000-04 9',
      '2000-07 18',
      '2003-01 1',
      '2003-04 10',
      '2003-07 19',
      '2006-01 1',
    ],
  },
  {
    about: 'the 20th Monday of the year',
    start: '1997-05-19',
    rules: ['FREQ=YEARLY;BYDAY=20MO'],
    dates: ['1997-05 19', '1998-05 18', '1999-05 17'],
    endless: true,
  },
  {
    about: 'Monday of week 20',
    start: '1997-05-12',
    rules: ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO'],
    dates: ['1997-05 12', '1998-05 11', '1999-05 17'],
    endless: true,
  },
  {
    about: 'every Thursday in March',
    start: '1997-03-13',
    rules: ['FREQ=YEARLY;BYMONTH=3;BYDAY=TH'],
    dates: ['1997-03 13 20 27', '1998-03 5 12 19 26', '1999-03 4 11 18 25'],
    endless: true,
  },
  {
    about: 'every Thursday in June, July and August',
    start: '1997-06-05',
    rules: ['FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8'],
    dates: [
      '1997-06 5 12 19 26',
      '1997-07 3 10 17 24 31',
      '1997-08 7 14 21 28',
      '1998-06 4 11 18 25',
      '1998-07 2 9 16 23 30',
      '1998-08 6 13 20 27',
      '1999-06 3 10 17 24',
      '1999-07 1 8 15 22 29',
      '1999-08 5 12 19 26',
    ],
    endless: true,
  },
  {
    about: 'Friday the 13th',
    start: '1997-09-02',
    rules: ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13'],
    exDates: ['EXDATE;TZID=America/New_York:19970902T090000'],
    dates: ['1998-02 13', '1998-03 13', '1998-11 13', '1999-08 13', '2000-10 13'],
    endless: true,
  },
  {
    about: 'the Saturday after the first Sunday of the month',
    start: '1997-09-13',
    rules: ['FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13'],
    dates: [
      '1997-09 13',
      '1997-10 11',
      '1997-11 8',
      '1997-12 13',
      '1998-01 10',
      '1998-02 7',
      '1998-03 7',
      '1998-04 11',
      '1998-05 9',
      '1998-06 13',
    ],
    endless: true,
  },
  {
    about: 'election day in the United States',
    start: '1996-11-05',
    rules: ['FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8'],
    dates: ['1996-11 5', '2000-11 7', '2004-11 2'],
    endless: true,
  },
  {
    about: 'the third of Tuesday, Wednesday or Thursday, for three months',
    start: '1997-09-04',
    rules: ['FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3'],
    dates: ['1997-09 4', '1997-10 7', '1997-11 6'],
  },
  {
    about: 'the last workday of the month but one',
    start: '1997-09-29',
    rules: ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2'],
    dates: ['1997-09 29', '1997-10 30', '1997-11 27', '1997-12 30', '1998-01 29', '1998-02 26', '1998-03 30'],
    endless: true,
  },
  {
    about: 'every other week, weeks from Monday',
    start: '1997-08-05',
    rules: ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO'],
    dates: ['1997-08 5 10 19 24'],
  },
  {
    about: 'every other week, weeks from Sunday',
    start: '1997-08-05',
    rules: ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU'],
    dates: ['1997-08 5 17 19 31'],
  },
  {
    about: 'the 15th and the 30th, where there is one',
    start: '2007-01-15',
    rules: ['FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5'],
    dates: ['2007-01 15 30', '2007-02 15', '2007-03 15 30'],
  },
];

/** From nine to a quarter to five, every twenty minutes of every day: the one example with several times a day. */
export const EVERY_TWENTY_MINUTES = {
  start: '1997-09-02',
  rule: 'FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40',
  hours: [9, 10, 11, 12, 13, 14, 15, 16],
  minutes: [0, 20, 40],
};

/** The examples that repeat within a day: this house refuses them in words. */
export const SUB_DAILY: readonly string[] = [
  'FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z',
  'FREQ=MINUTELY;INTERVAL=15;COUNT=6',
  'FREQ=MINUTELY;INTERVAL=90;COUNT=4',
  'FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16',
];

/** `1997-09 2..4 9` to `1997-09-02`, `1997-09-03`, `1997-09-04`, `1997-09-09`. */
export const datesOf = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => {
    const [month = '', ...days] = line.split(' ');
    return days.flatMap((text) => {
      const [first = 0, last = first] = text.split('..').map(Number);
      return Array.from(
        { length: last - first + 1 },
        (_, i) => `${month}-${String(first + i).padStart(2, '0')}`,
      );
    });
  });
