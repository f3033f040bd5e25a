/** Raw mails in the shapes that mail programs send, for tests: written by hand, LF here and CRLF on the wire. */

export const REPLY_ICS = `BEGIN:VCALENDAR
PRODID:-//x//y//EN
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
UID:u1@meet.example
SEQUENCE:0
DTSTAMP:20260820T123015Z
DTSTART:20260901T090000Z
DTEND:20260901T100000Z
ORGANIZER:mailto:m+t1@meet.example
ATTENDEE;CN=Jānis Ozols;PARTSTAT=ACCEPTED:mailto:janis@partner.example
END:VEVENT
END:VCALENDAR
`;

export function onTheWire(text: string): Buffer {
  return Buffer.from(text.replace(/\r?\n/g, '\r\n'));
}

export const HEAD = `Message-ID: <r1@partner.example>
From: =?utf-8?Q?J=C4=81nis_Ozols?= <Janis@Partner.example>
To: "Ilze, for SIA Jumis" <m+T1@meet.example>
Subject: =?utf-8?B?QXBzdGlwcmluxIF0czogVGlrxaFhbsSBcw==?=
Date: Thu, 20 Aug 2026 15:30:20 +0300
In-Reply-To: <i1@meet.example>
References: <i0@meet.example>
 <i1@meet.example>
MIME-Version: 1.0
`;

function base64(text: string): string {
  return (
    Buffer.from(text.replace(/\r?\n/g, '\r\n'))
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\n');
}

/** Google: alternative, then the same calendar once more as an attachment. */
export const GOOGLE = `${HEAD}Content-Type: multipart/mixed; boundary="out"

--out
Content-Type: multipart/alternative; boundary="in"

--in
Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes
Content-Transfer-Encoding: base64

${base64('Jānis Ozols has accepted this invitation.\n')}
--in
Content-Type: text/html; charset="UTF-8"

<p>J&#257;nis Ozols has <b>accepted</b> this invitation.</p>
--in
Content-Type: text/calendar; charset="UTF-8"; method=REPLY
Content-Transfer-Encoding: 7bit

${REPLY_ICS.replace('CN=Jānis Ozols;', '')}
--in--

--out
Content-Type: application/ics; name="invite.ics"
Content-Disposition: attachment; filename="invite.ics"
Content-Transfer-Encoding: base64

${base64(REPLY_ICS.replace('CN=Jānis Ozols;', ''))}
--out--
`;

/** Outlook: no ORGANIZER, Windows zone without its rules. */
export const OUTLOOK = `${HEAD}Content-Language: en-US
Content-Type: multipart/alternative; boundary="_000_X_"

--_000_X_
Content-Type: text/plain; charset="iso-8859-13"
Content-Transfer-Encoding: quoted-printable

L=E2bi.

--_000_X_
Content-Type: text/calendar; charset="utf-8"; method=REPLY
Content-Transfer-Encoding: base64

${base64(`BEGIN:VCALENDAR
METHOD:REPLY
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VEVENT
ATTENDEE;PARTSTAT=TENTATIVE;CN=Jānis Ozols:mailto:janis@partner.example
COMMENT;LANGUAGE=en-US:\\n
UID:u1@meet.example
SUMMARY;LANGUAGE=en-US:Tentative: Tikšanās
DTSTART;TZID=FLE Standard Time:20260901T120000
DTEND;TZID=FLE Standard Time:20260901T130000
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:20260820T123015Z
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:0
X-MICROSOFT-CDO-APPT-SEQUENCE:0
END:VEVENT
END:VCALENDAR
`)}

--_000_X_--
`;

/** Apple: nested, no method parameter, CN is the address. */
export const APPLE = `${HEAD}Content-Type: multipart/mixed; boundary="Apple-Mail=_1"

--Apple-Mail=_1
Content-Type: multipart/alternative; boundary="Apple-Mail=_2"

--Apple-Mail=_2
Content-Transfer-Encoding: 7bit
Content-Type: text/plain; charset=us-ascii

OK
--Apple-Mail=_2
Content-Type: multipart/mixed; boundary="Apple-Mail=_3"

--Apple-Mail=_3
Content-Transfer-Encoding: quoted-printable
Content-Disposition: attachment; filename=iCal-20260820.ics
Content-Type: text/calendar; x-unix-mode=0644; name="iCal-20260820.ics"

${REPLY_ICS.replace('CN=Jānis Ozols', 'CN="janis@partner.example"').replaceAll('=', '=3D')}
--Apple-Mail=_3--
--Apple-Mail=_2--
--Apple-Mail=_1--
`;

/** Thunderbird: twice the same, folded otherwise. */
export const THUNDERBIRD = `${HEAD}Content-Type: multipart/mixed; boundary="------------b"

--------------b
Content-Type: multipart/alternative; boundary="------------a"

--------------a
Content-Type: text/plain; charset=UTF-8; format=flowed
Content-Transfer-Encoding: 8bit

Jānis Ozols has accepted your event invitation.
--------------a
Content-Type: text/calendar; charset=utf-8; method=REPLY
Content-Transfer-Encoding: 8bit

${REPLY_ICS}
--------------a--

--------------b
Content-Type: application/ics; name="invite.ics"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="invite.ics"

${base64(REPLY_ICS.replace('PARTSTAT=ACCEPTED:', 'PARTSTAT=ACCEPTED:\n '))}
--------------b--
`;

/** Emacs Gnus: the charset given twice, everything in one part. */
export const GNUS = `${HEAD}Content-Type: text/calendar; method=REPLY; charset=utf-8; charset=UTF-8
Content-Transfer-Encoding: 8bit

${REPLY_ICS}`;

/** Horde: the method in capitals, disposition attachment. */
export const HORDE = `${HEAD}Content-Type: multipart/alternative; boundary="=_h"

--=_h
Content-Type: text/plain

accepted
--=_h
Content-Type: text/calendar; name=event-reply.ics; charset=utf-8; METHOD=REPLY
Content-Disposition: attachment; filename=event-reply.ics

${REPLY_ICS}
--=_h--
`;

/** A gateway stripped the types. */
export const OCTET_STREAM = `${HEAD}Content-Type: multipart/mixed; boundary=B

--B
Content-Type: application/octet-stream
Content-Transfer-Encoding: base64

${base64(`\uFEFF${REPLY_ICS}`)}
--B--
`;

/** Old Exchange: everything is inside winmail.dat. */
export const TNEF = `${HEAD}Content-Type: multipart/mixed; boundary=B

--B
Content-Type: text/plain

--B
Content-Type: application/ms-tnef; name="winmail.dat"
Content-Disposition: attachment; filename="winmail.dat"
Content-Transfer-Encoding: base64

eJ8+IgAAAQaQCAAEAAAAAAABAAEAAQeQBgAIAAAA5AQAAAAAAADoAAEIgAcA
--B--
`;

/** A bounce by Postfix whose returned invitation alone carries the token. */
export const BOUNCE = `Return-Path: <>
Message-ID: <b1@mx.example>
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: bounces@meet.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Date: Thu, 20 Aug 2026 15:30:20 +0300
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="R"

--R
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

This is the mail system. Your message could not be delivered.
--R
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
X-Postfix-Queue-ID: 12345
Arrival-Date: Thu, 20 Aug 2026 15:30:19 +0300 (EEST)

Final-Recipient: rfc822; janis@partner.example
Original-Recipient: rfc822;Janis@Partner.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <janis@partner.example>:
 no such user

--R
Content-Description: Undelivered Message
Content-Type: message/rfc822

Message-ID: <i1@meet.example>
From: Ilze <m+t1@meet.example>
To: janis@partner.example
Subject: Meeting
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=I

--I
Content-Type: text/plain

Please come.
--I
Content-Type: text/calendar; method=REQUEST; charset=utf-8

${REPLY_ICS.replace('METHOD:REPLY', 'METHOD:REQUEST')}
--I--
--R--
`;

/** Somebody forwards the answer of somebody else. */
export const FORWARDED = `${HEAD}Content-Type: multipart/mixed; boundary=F

--F
Content-Type: text/plain

see below
--F
Content-Type: message/rfc822
Content-Disposition: inline

${GNUS}
--F--
`;

export const OUT_OF_OFFICE = `Return-Path: <>
${HEAD.replace(/Subject:.*\n/, 'Subject: Automatic reply: Meeting\n')}Auto-Submitted: auto-generated
X-Auto-Response-Suppress: All
Content-Type: text/plain; charset=utf-8

Esmu atvaļinājumā līdz 1. septembrim.
`;
