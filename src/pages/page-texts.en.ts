import type { PageTexts } from './page-texts.js';

const CALL = 'To find another time, please call or write to us.';

export const EN: PageTexts = {
  skipToForm: 'To the choice of times',
  languageLabel: 'Language',
  labels: {
    place: 'Place',
    with: 'With',
    about: 'About',
    time: 'Time',
    note: 'Please note',
    map: 'Open the map',
    phone: 'Phone',
    mail: 'Mail',
    comment: 'A remark, if you like',
  },
  arrangedBy: (name) => `Arranged by ${name}`,
  choose: {
    title: 'An invitation to meet',
    lead: (who) => `${who} would like to meet you.`,
    legend: 'Which time suits you?',
    times: { one: 'time', other: 'times' },
    zone: (zone, times) => `${times} to choose from. All times: ${zone}`,
    gone: 'No longer free – something has come up at this time',
    none: 'None of these times suits me',
    noneHint: 'In the remark you can say what would suit you better.',
    send: 'Send my answer',
    saidYes: 'Your answer: suits',
    saidNo: 'Your answer: does not suit',
  },
  confirmed: {
    title: 'The meeting is confirmed',
    movedTitle: 'The meeting has moved',
    lead: 'Thank you! The time is agreed.',
    download: 'Add to my calendar (.ics)',
    changeTitle: 'Does it no longer suit you?',
    changeLead: 'Tell us here or call us – the agreed time will not change before we have talked to you.',
    cannot: 'I cannot come at the agreed time',
    can: 'The agreed time suits me',
    send: 'Send the message',
    answerLegend: 'Does the agreed time suit you?',
  },
  notices: {
    'choose-first': 'Please mark your choice first, then send your answer.',
    'time-taken': 'Unfortunately this time has just been taken. Please choose one of the others.',
    'not-offered': 'This time is no longer offered. Below are the times that are still possible.',
    'already-confirmed': 'The meeting is confirmed already, for another time. You see it below.',
    'waiting-for-others':
      'Thank you, we have your answer! We are waiting for the others; until then you can change your choice.',
    'you-declined-all':
      'We have your answer that none of these times suits you. If one does after all, you can still choose it.',
    'new-time': 'Please tell us whether the new time suits you.',
    'you-cannot':
      'We have your message that you cannot come at the agreed time. We will get in touch to find another.',
  },
  messages: {
    'not-found': {
      title: 'This link no longer opens anything',
      lines: [
        'It may be out of date, or copied only in part.',
        'Please open the link in the newest mail you had about this meeting, or simply reply to that mail.',
      ],
    },
    'declined-by-you': {
      title: 'Thank you for your answer!',
      lines: ['We have heard that none of the offered times suits you.', CALL],
    },
    closed: {
      title: 'This proposal is closed',
      lines: ['No time was agreed on, so there is nothing left to choose.', CALL],
    },
    expired: {
      title: 'This proposal has run out',
      lines: ['The offered times are no longer kept free.', CALL],
    },
    cancelled: {
      title: 'This meeting is cancelled',
      lines: ['Unfortunately it will not take place. We are sorry for the inconvenience.', CALL],
    },
    'nothing-left': {
      title: 'All offered times are taken or past',
      lines: ['Unfortunately there is no time left to choose at the moment.', CALL],
    },
    questioned: {
      title: 'This meeting is being checked',
      lines: ['Before you set out, please get in touch with us: the time may still change.'],
    },
    'cross-site': {
      title: 'Your answer was not taken',
      lines: [
        'It was sent from another site, so to be safe we did not take it. Nothing has changed.',
        'Please open the link from the mail in your browser and answer on this page.',
      ],
    },
    unavailable: {
      title: 'Please try again shortly',
      lines: [
        'This page is not available for a moment. If you have just sent an answer, please send it again in a minute.',
      ],
    },
    'too-large': {
      title: 'The remark is too long',
      lines: ['Your answer was not taken. Please open the page again and shorten the remark.'],
    },
    broken: {
      title: 'Something went wrong',
      lines: ['Please try again; if it does not help, reply to the mail or call.'],
    },
  },
};
