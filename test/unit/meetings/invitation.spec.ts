import { composeInvitation } from '../../../src/itip/compose.js';
import { renderMail } from '../../../src/mail/templates/render-mail.js';
import type { MeetingBackground } from '../../../src/meetings/background.js';
import { invitationOf, mailInputOf } from '../../../src/meetings/invitation.js';
import type { MailEffect, Meeting } from '../../../src/meetings/meeting.js';
import { requestAll } from '../../../src/meetings/notices.js';
import { anna, confirmedMeeting, having, option, proposal } from './a-meeting.js';

const background: MeetingBackground = {
  clientId: 'client',
  title: 'Site visit',
  note: 'Bring boots.\nMind the dog.',
  zone: 'Europe/Riga',
  client: { name: 'Kalni SIA', person: 'Kārlis Kalns' },
  secretary: { name: 'Sigrid', phone: '+371 2000 0000', email: 'sigrid@agency.example' },
  place: { name: 'Office', address: 'Brīvības iela 1, Rīga', latitude: 56.95, longitude: 24.1 },
};
const addresses = { organizer: 'm+token@meet.example', page: 'https://meet.example/p/token' };

const text = (effect: MailEffect): string => {
  if (effect.invitation === null) throw new Error('no calendar part');
  const composed = composeInvitation(invitationOf(effect, effect.invitation, anna, background, addresses));
  if (!composed.ok) throw new Error(composed.reason);
  return composed.text.replace(/\r\n /g, '');
};
const first = (meeting: Meeting, id: string, template: MailEffect['template']): MailEffect => {
  const [effect] = requestAll(meeting, option(meeting, id), template, 1_788_253_200_000);
  if (effect === undefined) throw new Error('nobody is invited');
  return effect;
};

it('composes an invitation that names organizer, attendee, place and how to reach the secretary', () => {
  const invitation = text(first(proposal(), 'a', 'invitation'));
  expect(invitation).toContain('METHOD:REQUEST');
  expect(invitation).toContain('STATUS:TENTATIVE');
  expect(invitation).toContain('ORGANIZER;CN="Sigrid (Kalni SIA)":mailto:m+token@meet.example');
  expect(invitation).toMatch(
    /ATTENDEE;.*ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE.*:mailto:anna@partner\.example/,
  );
  expect(invitation).toContain('LOCATION:Office\\, Brīvības iela 1\\, Rīga');
  expect(invitation).toContain('GEO:56.95;24.1');
  expect(invitation).toContain(
    'DESCRIPTION:Kārlis Kalns\\, Kalni SIA\\n\\nBring boots.\\nMind the dog.\\n\\nSigrid\\, +371 2000 0000\\, sigrid@agency.example',
  );
});

it('keeps UID and PARTSTAT in the confirmation, with the raised SEQUENCE', () => {
  const confirmation = text(first(confirmedMeeting(), 'a', 'confirmation'));
  expect(confirmation).toContain('UID:a@meet.example');
  expect(confirmation).toContain('SEQUENCE:1');
  expect(confirmation).toContain('STATUS:CONFIRMED');
  expect(confirmation).toContain('PARTSTAT=ACCEPTED');
});

it('says why in a cancellation', () => {
  const { effects } = having(confirmedMeeting(), { kind: 'cancel', reason: 'The client is ill.' });
  const mail = effects.find((effect) => effect.kind === 'mail');
  if (mail === undefined) throw new Error('no mail');
  const cancellation = text(mail);
  expect(cancellation).toContain('METHOD:CANCEL');
  expect(cancellation).toContain('STATUS:CANCELLED');
  expect(cancellation).toContain('COMMENT:The client is ill.');
  expect(renderMail(mailInputOf(mail, anna, background, addresses)).text).toContain('The client is ill.');
});

it('gives the words of the mail the page, the map and the open times', () => {
  const words = renderMail(mailInputOf(first(proposal(), 'a', 'invitation'), anna, background, addresses));
  expect(words.text).toContain('https://meet.example/p/token');
  expect(words.text).toContain('https://www.openstreetmap.org/?mlat=56.95&mlon=24.1&zoom=17');
  expect(mailInputOf(first(proposal(), 'a', 'invitation'), anna, background, addresses).offered).toHaveLength(
    3,
  );
});

it('does without place and note', () => {
  const bare = { ...background, note: null, place: null };
  const effect = first(proposal(), 'a', 'invitation');
  if (effect.invitation === null) throw new Error('no calendar part');
  const invitation = invitationOf(effect, effect.invitation, { ...anna, locale: 'en' }, bare, addresses);
  expect(invitation).toMatchObject({ location: '', organizer: { name: 'Sigrid for Kalni SIA' } });
  expect(composeInvitation(invitation).ok).toBe(true);
});
