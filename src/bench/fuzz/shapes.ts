/** Of an invitation, what an answer to it says. Instants are epoch ms. */
export interface ShapeFacts {
  readonly organizer: string;
  readonly attendee: string;
  readonly uid: string;
  readonly start: number;
  readonly end: number;
  readonly now: number;
  /** Of this mail alone. */
  readonly id: string;
}

type Shape = (facts: ShapeFacts) => string;

/** Mails as the programs of our partners write them, and what else arrives at such an address; LF between lines. */
export const shapes = (): readonly [Shape, ...Shape[]] => [
  gmail,
  outlook,
  apple,
  thunderbird,
  gnus,
  horde,
  kde,
  counter,
  refresh,
  delegation,
  gateway,
  twoCalendars,
  request,
  series,
  forwarded,
  bounce,
  absence,
  winmail,
  words,
  list,
  html,
];

const utc = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');

const base64 = (text: string): string =>
  Buffer.from(text.replaceAll('\n', '\r\n')).toString('base64').replace(/.{76}/g, '$&\n');

const quoted = (text: string): string =>
  [...Buffer.from(text)]
    .map((octet) =>
      octet === 10 || (octet >= 32 && octet < 127 && octet !== 61)
        ? String.fromCharCode(octet)
        : `=${octet.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');

const head = (
  { organizer, attendee, now, id }: ShapeFacts,
  subject: string,
): string => `From: =?UTF-8?Q?Anna_Ozola?= <${attendee}>
To: "Ilze, for SIA Jumis" <${organizer}>
Date: ${new Date(now).toUTCString()}
Message-ID: <${id}@partner.example>
In-Reply-To: <${id}@meet.example>
Subject: ${subject}
MIME-Version: 1.0
`;

interface Calendar {
  readonly method?: string;
  readonly partstat?: string;
  readonly more?: string;
  readonly organizer?: boolean;
  readonly attendee?: string;
  readonly sequence?: boolean;
}

const calendar = (facts: ShapeFacts, given: Calendar = {}): string => {
  const { method = 'REPLY', partstat = 'ACCEPTED', more = '', organizer = true, sequence = true } = given;
  return `BEGIN:VCALENDAR
PRODID:-//Partner//Calendar//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:${method}
BEGIN:VEVENT
UID:${facts.uid}
${sequence ? 'SEQUENCE:0\n' : ''}DTSTAMP:${utc(facts.now)}
DTSTART:${utc(facts.start)}
DTEND:${utc(facts.end)}
${organizer ? `ORGANIZER;CN=Ilze:mailto:${facts.organizer}\n` : ''}ATTENDEE;CN="Anna Ozola";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=${partstat}${given.attendee ?? ''}:mailto:${facts.attendee}
${more}SUMMARY:Tikšanās\\, 10:00
STATUS:CONFIRMED
END:VEVENT
END:VCALENDAR
`;
};

const gmail: Shape = (
  facts,
) => `${head(facts, '=?UTF-8?B?QXBzdGlwcmluxIF0cw==?=')}Auto-Submitted: auto-generated
Content-Type: multipart/mixed; boundary="000000000000f00d"

--000000000000f00d
Content-Type: multipart/alternative; boundary="000000000000beef"

--000000000000beef
Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes
Content-Transfer-Encoding: base64

${base64('Anna Ozola has accepted this invitation.\n')}
--000000000000beef
Content-Type: text/html; charset="UTF-8"

<p>Anna Ozola has <b>accepted</b> this invitation.</p>
--000000000000beef
Content-Type: text/calendar; charset="UTF-8"; method=REPLY
Content-Transfer-Encoding: 7bit

${calendar(facts)}
--000000000000beef--

--000000000000f00d
Content-Type: application/ics; name="invite.ics"
Content-Disposition: attachment; filename="invite.ics"
Content-Transfer-Encoding: base64

${base64(calendar(facts))}
--000000000000f00d--
`;

const outlook: Shape = (facts) => `${head(facts, 'Tentative: Visit')}Content-Language: en-US
Content-Type: multipart/alternative; boundary="_000_X_"

--_000_X_
Content-Type: text/plain; charset="iso-8859-13"
Content-Transfer-Encoding: quoted-printable

L=E2bi.

--_000_X_
Content-Type: text/calendar; charset="utf-8"; method=REPLY
Content-Transfer-Encoding: base64

${base64(
  calendar(facts, {
    partstat: 'TENTATIVE',
    organizer: false,
    more: 'COMMENT;LANGUAGE=en-US:\\n\nX-MICROSOFT-CDO-APPT-SEQUENCE:0\nDTSTART;TZID=FLE Standard Time:20270901T120000\n',
  }),
)}
--_000_X_--
`;

const apple: Shape = (
  facts,
) => `${head(facts, 'Declined: Visit')}Content-Type: multipart/mixed; boundary="Apple-Mail=_1"

--Apple-Mail=_1
Content-Type: multipart/alternative; boundary="Apple-Mail=_2"

--Apple-Mail=_2
Content-Transfer-Encoding: 7bit
Content-Type: text/plain; charset=us-ascii

No
--Apple-Mail=_2
Content-Type: multipart/mixed; boundary="Apple-Mail=_3"

--Apple-Mail=_3
Content-Transfer-Encoding: quoted-printable
Content-Disposition: attachment; filename=iCal-20260820.ics
Content-Type: text/calendar; x-unix-mode=0644; name="iCal-20260820.ics"

${quoted(calendar(facts, { partstat: 'DECLINED' }))}
--Apple-Mail=_3--
--Apple-Mail=_2--
--Apple-Mail=_1--
`;

const thunderbird: Shape = (
  facts,
) => `${head(facts, 'Accepted: Visit')}Content-Type: multipart/mixed; boundary="------------b"

--------------b
Content-Type: multipart/alternative; boundary="------------a"

--------------a
Content-Type: text/plain; charset=UTF-8; format=flowed
Content-Transfer-Encoding: 8bit

Anna Ozola has accepted your event invitation.
--------------a
Content-Type: text/calendar; charset=utf-8; method=REPLY
Content-Transfer-Encoding: 8bit

${calendar(facts)}
--------------a--

--------------b
Content-Type: application/ics; name="invite.ics"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="invite.ics"

${base64(calendar(facts).replace('PARTSTAT=ACCEPTED', 'PARTSTAT=ACCEPTED\n '))}
--------------b--
`;

const gnus: Shape = (
  facts,
) => `${head(facts, 'Accepted: Visit')}Content-Type: text/calendar; method=REPLY; charset=utf-8; charset=UTF-8
Content-Transfer-Encoding: 8bit

${calendar(facts)}`;

const horde: Shape = (
  facts,
) => `${head(facts, 'Accepted: Visit')}Content-Type: multipart/alternative; boundary="=_h"

--=_h
Content-Type: text/plain

accepted
--=_h
Content-Type: text/calendar; name=event-reply.ics; charset=utf-8; METHOD=REPLY
Content-Disposition: attachment; filename=event-reply.ics

${calendar(facts)}
--=_h--
`;

const kde: Shape = (
  facts,
) => `${head(facts, 'Answer: Visit')}Content-Type: text/calendar; method="reply"; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

${quoted(calendar(facts, { sequence: false }))}`;

const counter: Shape = (
  facts,
) => `${head(facts, 'New Time Proposed: Visit')}Content-Type: text/calendar; charset="utf-8"; method=COUNTER

${calendar({ ...facts, start: facts.end, end: facts.end + 3_600_000 }, { method: 'COUNTER', partstat: 'TENTATIVE', more: 'COMMENT:Vai varētu stundu vēlāk?\n' })}`;

const refresh: Shape = (facts) => `${head(facts, 'Refresh: Visit')}Content-Type: text/calendar; method=REFRESH

${calendar(facts, { method: 'REFRESH' })}`;

const delegation: Shape = (
  facts,
) => `${head(facts, 'Delegated: Visit')}Content-Type: text/calendar; method=REPLY

${calendar(facts, {
  partstat: 'DELEGATED',
  attendee: ';DELEGATED-TO="mailto:berta@partner.example"',
  more: 'ATTENDEE;DELEGATED-FROM="mailto:a@partner.example";PARTSTAT=NEEDS-ACTION:mailto:berta@partner.example\n',
})}`;

const gateway: Shape = (facts) => `${head(facts, 'Accepted: Visit')}Content-Type: multipart/mixed; boundary=B

--B
Content-Type: application/octet-stream
Content-Transfer-Encoding: base64

${base64(`\uFEFF${calendar(facts)}`)}
--B--
`;

const twoCalendars: Shape = (
  facts,
) => `${head(facts, 'Accepted: Visit')}Content-Type: text/calendar; method=REPLY

${calendar(facts)}${calendar(facts, { partstat: 'DECLINED' })}-- 
This mail was checked.
`;

const request: Shape = (
  facts,
) => `${head(facts, 'Invitation: Visit')}Content-Type: text/calendar; method=REQUEST

${calendar({ ...facts, start: facts.start + 7_200_000, end: facts.end + 7_200_000 }, { method: 'REQUEST' })}`;

const series: Shape = (
  facts,
) => `${head(facts, 'Accepted: Visit')}Content-Type: text/calendar; method=REPLY; charset=utf-8

${calendar(facts, {
  more: 'RRULE:FREQ=SECONDLY;BYSECOND=0,1,2\nRDATE:20270101T000000Z\nEXDATE:20270101T000000Z\n',
}).replace(
  'BEGIN:VEVENT',
  'BEGIN:VTIMEZONE\nTZID:Local\nBEGIN:STANDARD\nDTSTART:16010101T000000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0200\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT',
)}`;

const forwarded: Shape = (
  facts,
) => `${head(facts, 'Fwd: Accepted: Visit')}Content-Type: multipart/mixed; boundary=F

--F
Content-Type: text/plain

see below
--F
Content-Type: message/rfc822
Content-Disposition: inline

${gnus(facts)}
--F--
`;

const bounce: Shape = (facts) => `Return-Path: <>
Message-ID: <${facts.id}@mx.example>
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: ${facts.organizer}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Date: ${new Date(facts.now).toUTCString()}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="R"

--R
Content-Type: text/plain; charset=utf-8

This is the mail system.
--R
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Thu, 20 Aug 2026 15:30:19 +0300 (EEST)

Final-Recipient: rfc822; ${facts.attendee}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <${facts.attendee}>:
 no such user

--R
Content-Type: message/rfc822

Message-ID: <i1@meet.example>
From: Ilze <${facts.organizer}>
To: ${facts.attendee}
Subject: Meeting
Content-Type: text/calendar; method=REQUEST; charset=utf-8

${calendar(facts, { method: 'REQUEST' })}
--R--
`;

const absence: Shape = (facts) => `Return-Path: <>
${head(facts, 'Automatic reply: Visit')}Auto-Submitted: auto-generated
X-Auto-Response-Suppress: All
Content-Type: text/plain; charset=utf-8

Esmu atvaļinājumā līdz 1. septembrim.
`;

const winmail: Shape = (facts) => `${head(facts, 'Accepted: Visit')}Content-Type: multipart/mixed; boundary=B

--B
Content-Type: text/plain

--B
Content-Type: application/ms-tnef; name="winmail.dat"
Content-Disposition: attachment; filename="winmail.dat"
Content-Transfer-Encoding: base64

eJ8+IgAAAQaQCAAEAAAAAAABAAEAAQeQBgAIAAAA5AQAAAAAAADoAAEIgAcA
--B--
`;

const words: Shape = (facts) => `${head(facts, 'Re: Visit')}Content-Type: text/plain; charset=utf-8

Otrdien desmitos der. Tuesday at ten is fine, 😀 or 24.11.2026 at 14:00.
> On Monday you wrote
`;

const list: Shape = (facts) => `List-Id: <news.partner.example>
Precedence: bulk
${head(facts, 'News')}Content-Type: text/plain

News.
`;

const html: Shape = (facts) => `${head(facts, 'Re: Visit')}Content-Type: text/html; charset=windows-1257

<table><tr><td><style>p{}</style><p>Yes &amp; &#8364; <a href="https://x.example">gladly</a></table>
`;
