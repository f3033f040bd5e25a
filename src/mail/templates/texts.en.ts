import type { MailTexts } from './texts.js';

const CHOOSE = 'Choose a time';
const SHOW = 'See the meeting';
const REMOVED_BY_ITSELF =
  'If this time is in your calendar, your mail program usually takes it out by itself; if not, you can delete it.';
const TELL_US = 'please let us know as soon as you can.';
const CALL_US = 'To find another time, please call or write to us.';

const withTime = (start: string, title: string, when: string | null): string =>
  when === null ? `${start}: ${title}` : `${start}: ${title} – ${when}`;

export const EN: MailTexts = {
  greeting: (name) => `Dear ${name},`,
  labels: {
    meeting: 'About',
    where: 'Place',
    with: 'With',
    invited: 'Invited',
    note: 'Please note',
    remark: 'Remark',
    reason: 'Reason',
    map: 'Open the map',
    otherTimes: 'Other possible times',
    phone: 'Phone',
    mail: 'Mail',
  },
  times: { one: 'time', other: 'times' },
  toChooseFrom: (times) => `${times} to choose from`,
  answer: {
    yesLink: 'Accept by mail',
    noneLink: 'None of them suits me',
    yesSubject: (title, when) => `Yes: ${title} – ${when}`,
    noneSubject: (title) => `No time suits: ${title}`,
    yesBody: (when) => `This time suits me: ${when}.`,
    noneBody: 'None of the offered times suits me.',
  },
  arrangedBy: (name) => `Arranged by ${name}`,
  replyHint: 'You can also simply reply to this mail.',
  templates: {
    invitation: {
      subject: (title, when) => withTime('Invitation', title, when),
      heading: 'An invitation to meet',
      whenLabel: 'Proposed time',
      lead: (who) => `${who} would like to meet you.`,
      steps: ({ page, others }) => [
        page
          ? 'If this time suits you, press Accept in your mail program or confirm it on our page.'
          : 'If this time suits you, press Accept in your mail program.',
        others
          ? 'We offer other times too, each with an invitation of its own. Accept one; we will withdraw the rest.'
          : 'If it does not suit you, decline the invitation or let us know, and we will look for another.',
      ],
      button: CHOOSE,
    },
    choose: {
      subject: (title) => `Choose a time: ${title}`,
      heading: 'Which time suits you?',
      whenLabel: 'Proposed time',
      lead: (who) => `${who} would like to meet you.`,
      steps: ({ page }) => [
        page
          ? 'Press “Accept by mail” at the time that suits you: the answer is written, you only have to send it. Or choose on our page.'
          : 'Press “Accept by mail” at the time that suits you: the answer is written, you only have to send it.',
      ],
      button: CHOOSE,
    },
    agreed: {
      subject: (title, when) => withTime('As agreed', title, when),
      heading: 'Our meeting, as agreed',
      whenLabel: 'Time',
      lead: () => 'As agreed, here is the invitation for your calendar.',
      steps: () => ['The calendar entry is attached to this mail.', `If it no longer suits you, ${TELL_US}`],
      button: SHOW,
    },
    confirmation: {
      subject: (title, when) => withTime('Meeting confirmed', title, when),
      heading: 'The meeting is confirmed',
      whenLabel: 'Time',
      lead: () => 'Thank you! The time is agreed.',
      steps: () => ['The calendar entry is attached to this mail.', `If it no longer suits you, ${TELL_US}`],
      button: SHOW,
    },
    withdrawal: {
      subject: (title, when) => withTime('Time withdrawn', title, when),
      heading: 'No need to keep this time free',
      whenLabel: 'Withdrawn time',
      plain: {
        heading: 'No need to keep these times free',
        lead: 'The times that we offered you have been withdrawn.',
      },
      lead: () => 'The time that we offered you has been withdrawn.',
      steps: ({ others, calendar }) => [
        ...(calendar ? [REMOVED_BY_ITSELF] : []),
        ...(others ? ['You can still choose one of the other times.'] : []),
      ],
      button: CHOOSE,
    },
    cancellation: {
      subject: (title, when) => withTime('Meeting cancelled', title, when),
      heading: 'The meeting is cancelled',
      whenLabel: 'It was planned for',
      lead: () => 'Unfortunately this meeting will not take place. We are sorry for the inconvenience.',
      steps: () => [REMOVED_BY_ITSELF, CALL_US],
      button: null,
    },
    update: {
      subject: (title, when) => withTime('Meeting moved', title, when),
      heading: 'The meeting has moved',
      whenLabel: 'New time',
      lead: () => 'The time of the meeting has changed.',
      steps: ({ page }) => [
        page
          ? 'If the new time suits you, press Accept in your mail program or confirm it on our page.'
          : 'If the new time suits you, press Accept in your mail program.',
        `If it does not, ${TELL_US}`,
      ],
      button: SHOW,
    },
    taken: {
      subject: (title, when) => withTime('No longer free', title, when),
      heading: 'This time is no longer free',
      whenLabel: 'Taken time',
      lead: () => 'Unfortunately the time that we offered you has been taken in the meantime.',
      steps: ({ page, others }) => [
        !others
          ? CALL_US
          : page
            ? 'Please choose one of the times that are still free on our page.'
            : 'Please accept one of the invitations whose time is still free.',
      ],
      button: CHOOSE,
    },
    regret: {
      subject: (title) => withTime('No time found yet', title, null),
      heading: 'No time found yet',
      whenLabel: 'Time no longer possible',
      lead: () => 'Unfortunately there is no time left that we could offer you.',
      steps: () => [CALL_US],
      button: null,
    },
    chase: {
      subject: (title) => `Does one of these times suit you? ${title}`,
      heading: 'Does one of these times suit you?',
      whenLabel: 'Proposed time',
      lead: (who) => `We have not heard from you yet. ${who} would still like to meet you.`,
      steps: ({ page }) => [
        page
          ? 'One press is enough: at the time that suits you, or on our page.'
          : 'One press is enough: at the time that suits you.',
      ],
      button: CHOOSE,
    },
    reminder: {
      subject: (title, when) => withTime('Reminder', title, when),
      heading: 'Your meeting is coming up',
      whenLabel: 'Time',
      lead: () => 'We look forward to meeting you.',
      steps: () => [`If it no longer suits you, ${TELL_US}`],
      button: SHOW,
    },
    'counter-declined': {
      subject: (title, when) => withTime('Other time not possible', title, when),
      heading: 'The other time is not possible',
      whenLabel: 'The time stays',
      lead: () =>
        'Thank you for your suggestion! Unfortunately the time that you proposed is not possible; the present one stands.',
      steps: () => ['If it does not suit you, please choose another one or write to us.'],
      button: SHOW,
    },
    'too-late': {
      subject: (title, when) => withTime('No longer free', title, when),
      heading: 'Your answer came a little too late',
      whenLabel: 'Time no longer possible',
      lead: () => 'Thank you for your answer! Unfortunately this time can no longer be had.',
      steps: ({ page, others }) => [
        !others
          ? 'We will get in touch with you to find another.'
          : page
            ? 'Please choose one of the times that are still free, here or on our page.'
            : 'Please choose one of the times that are still free.',
      ],
      button: CHOOSE,
    },
  },
};
