import { AttendeeAddressBook } from '../../../src/meetings/attendee-addresses.service.js';
import type { Meeting } from '../../../src/meetings/meeting.js';
import { MeetingStore } from '../../../src/meetings/meeting.store.js';
import { PagesModule } from '../../../src/pages/pages.module.js';
import { DAY, MeetingsHouse, rangeAt, START, unfolded } from '../../support/meetings-fixtures.js';

let house: MeetingsHouse;

beforeAll(async () => {
  house = await MeetingsHouse.open([PagesModule]);
});
beforeEach(() => {
  house.now = START;
});
afterAll(() => house.close());

interface Proposal {
  readonly agencyId: string;
  readonly clientId: string;
  readonly meeting: Meeting;
  /** Of each attendee, in order. */
  readonly paths: readonly string[];
}

const propose = async (
  hours: readonly (readonly [number, number])[],
  more: Parameters<MeetingsHouse['propose']>[3] = {},
): Promise<Proposal> => {
  const { who, clientId } = await house.agency();
  const meeting = await house.propose(who, clientId, hours, more);
  return withPaths(who.agencyId, clientId, meeting);
};

const withPaths = (agencyId: string, clientId: string, meeting: Meeting): Proposal => {
  const book = house.app.get(AttendeeAddressBook, { strict: false });
  const paths = meeting.attendees.map(
    ({ attendeeId }) => new URL(book.of(agencyId, meeting.meetingId, attendeeId).page).pathname,
  );
  return { agencyId, clientId, meeting, paths };
};

const get = (url: string, headers: Record<string, string> = {}) =>
  house.app.inject({ method: 'GET', url, headers });

const post = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  house.app.inject({
    method: 'POST',
    url,
    payload: new URLSearchParams(fields).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      origin: 'null',
      ...headers,
    },
  });

const now = async ({ agencyId, meeting }: Proposal): Promise<Meeting> => {
  const loaded = await house.database.db.inAgency(agencyId, (tx) =>
    house.app.get(MeetingStore, { strict: false }).load(tx, agencyId, meeting.meetingId),
  );
  if (loaded === null) throw new Error('the meeting is gone');
  return loaded.meeting;
};

const optionId = (meeting: Meeting, i: number): string => meeting.options[i]?.optionId ?? '';
const path = ({ paths }: Proposal, i = 0): string => paths[i] ?? '';

describe('looking', () => {
  test('shows who invites, where, and the times in the zone and language of the attendee', async () => {
    const proposal = await propose(
      [
        [1, 7],
        [2, 12],
      ],
      {
        title: 'Jumta tāme',
        attendees: [
          {
            name: 'Anna Ozola',
            email: 'anna@partner.example',
            locale: 'lv',
            zone: 'Europe/Riga',
            role: 'required',
          },
        ],
      },
    );
    const page = await get(path(proposal));
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<html lang="lv">');
    expect(page.body).toContain('Uz tikšanos Jūs aicina Karl Kalns (Kalni Ltd).');
    expect(page.body).toContain('otrdien, 2026. gada 1. septembrī');
    expect(page.body).toContain('plkst. 10.00–11.00');
    expect(page.body).toContain('Visi laiki: Rīgas laiks');
    expect(page.body).toContain('Tikšanos kārto Sigrid');
    expect(page.body).toContain('href="tel:+37120000000"');

    const english = await get(`${path(proposal)}?lang=en`);
    expect(english.body).toContain('<html lang="en">');
    expect(english.body).toContain('Tuesday, 1 September 2026');
    expect(english.body).toContain('10:00–11:00');
  });

  test('preselects nothing and runs no script', async () => {
    const { body } = await get(
      path(
        await propose([
          [1, 7],
          [2, 12],
        ]),
      ),
    );
    expect(body.match(/type="radio"/g)).toHaveLength(3);
    expect(body).not.toContain('checked');
    expect(body).not.toMatch(/<script|javascript:| on\w+=/i);
  });

  test('GET and HEAD change nothing', async () => {
    const proposal = await propose([[1, 7]]);
    const before = await now(proposal);
    const option = optionId(proposal.meeting, 0);
    const urls = ['', `?choice=${option}`, `?choice=none&lang=en`, '/meeting.ics'];
    for (const url of urls) await get(path(proposal) + url);
    for (const url of urls) await house.app.inject({ method: 'HEAD', url: path(proposal) + url });
    expect(await now(proposal)).toEqual(before);
  });

  test('is kept nowhere, tells nobody its address, and is framed by nobody', async () => {
    const pages = [
      await get(path(await propose([[1, 7]]))),
      await get('/p/nothing'),
      await post(path(await propose([[1, 7]])), {}),
    ];
    for (const { headers } of pages) {
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['x-robots-tag']).toBe('noindex, nofollow');
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  test('its style sheet may be kept for ever, and no other file is there', async () => {
    const { body } = await get(path(await propose([[1, 7]])));
    const href = /<link rel="stylesheet" href="([^"]+)"/.exec(body)?.[1] ?? '';
    const sheet = await get(href);
    expect(sheet.statusCode).toBe(200);
    expect(sheet.headers['content-type']).toBe('text/css; charset=utf-8');
    expect(sheet.headers['cache-control']).toContain('immutable');
    expect((await get('/p/-/other.css')).statusCode).toBe(404);
  });

  test('names from outside are text', async () => {
    const evil = `<img src=x onerror=alert(1)>"'&`;
    const { body } = await get(path(await propose([[1, 7]], { title: evil })));
    expect(body).not.toContain('<img');
    expect(body).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
  });
});

describe('answering', () => {
  test('a chosen time and the button confirm the meeting', async () => {
    const proposal = await propose([
      [1, 7],
      [2, 12],
    ]);
    const sent = await post(path(proposal), {
      choice: optionId(proposal.meeting, 1),
      comment: 'I bring the plans',
    });
    expect(sent.statusCode).toBe(303);
    expect(sent.headers.location).toBe(`${path(proposal)}?lang=en`);

    const meeting = await now(proposal);
    expect(meeting.state).toBe('confirmed');
    expect(meeting.confirmedOptionId).toBe(optionId(proposal.meeting, 1));
    expect(meeting.replies).toEqual([
      expect.objectContaining({ partstat: 'ACCEPTED', via: 'page', comment: 'I bring the plans' }),
    ]);
    const after = await get(path(proposal));
    expect(after.statusCode).toBe(200);
    expect(after.body).toContain('The meeting is confirmed');
    expect(after.body).toContain('Wednesday, 2 September 2026');
    expect(after.body).not.toContain('Tuesday, 1 September 2026');
  });

  test('sending it again changes nothing', async () => {
    const proposal = await propose([[1, 7]]);
    const choice = optionId(proposal.meeting, 0);
    await post(path(proposal), { choice });
    const before = await now(proposal);
    expect((await post(path(proposal), { choice })).statusCode).toBe(303);
    expect(await now(proposal)).toEqual(before);
  });

  test.each([
    ['no choice', {}],
    ['an empty choice', { choice: '' }],
    ['a choice that is none of ours', { choice: 'yes' }],
  ])('%s: asked to choose first, nothing changes', async (_name, fields) => {
    const proposal = await propose([[1, 7]]);
    const before = await now(proposal);
    const page = await post(path(proposal), { ...fields, comment: 'typed <already>' });
    expect(page.statusCode).toBe(422);
    expect(page.body).toContain('Please mark your choice first');
    expect(page.body).toContain('>typed &lt;already&gt;</textarea>');
    expect(page.body).toContain(optionId(proposal.meeting, 0));
    expect(await now(proposal)).toEqual(before);
  });

  test('a time that was never offered', async () => {
    const proposal = await propose([[1, 7]]);
    const other = await propose([[1, 7]]);
    const page = await post(path(proposal), { choice: optionId(other.meeting, 0) });
    expect(page.statusCode).toBe(409);
    expect(page.body).toContain('This time is no longer offered');
    expect((await now(other)).state).toBe('proposed');
  });

  test('none of the times suits: all are declined, with the remark', async () => {
    const proposal = await propose([
      [1, 7],
      [2, 12],
    ]);
    expect((await post(path(proposal), { choice: 'none', comment: 'Next week?' })).statusCode).toBe(303);
    const meeting = await now(proposal);
    expect(meeting.state).toBe('declined');
    expect(meeting.replies.map(({ partstat }) => partstat)).toEqual(['DECLINED', 'DECLINED']);
    expect(meeting.replies.map(({ comment }) => comment).sort()).toEqual(['Next week?', null]);
    const page = await get(path(proposal));
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Thank you for your answer!');
  });

  test('a form from another site is refused', async () => {
    const proposal = await propose([[1, 7]]);
    const choice = optionId(proposal.meeting, 0);
    for (const site of ['cross-site', 'same-site']) {
      const page = await post(path(proposal), { choice }, { 'sec-fetch-site': site });
      expect(page.statusCode).toBe(403);
      expect(page.body).toContain('Your answer was not taken');
    }
    expect((await now(proposal)).state).toBe('proposed');
  });

  test('a browser that says nothing of its origin may answer', async () => {
    const proposal = await propose([[1, 7]]);
    const sent = await house.app.inject({
      method: 'POST',
      url: path(proposal),
      payload: `choice=${optionId(proposal.meeting, 0)}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(sent.statusCode).toBe(303);
    expect((await now(proposal)).state).toBe('confirmed');
  });

  test('with several attendees the answer waits for the others, and can be changed', async () => {
    const attendees = ['anna', 'juris'].map((name) => ({
      name,
      email: `${name}@partner.example`,
      locale: 'en' as const,
      role: 'required' as const,
    }));
    const proposal = await propose(
      [
        [1, 7],
        [2, 12],
      ],
      { attendees },
    );
    await post(path(proposal), { choice: optionId(proposal.meeting, 0) });
    const page = await get(path(proposal));
    expect(page.body).toContain('We are waiting for the others');
    expect(page.body).toContain('Your answer: suits');
    expect((await now(proposal)).state).toBe('proposed');
    expect((await get(path(proposal, 1))).body).not.toContain('Your answer: suits');

    await post(path(proposal, 1), { choice: optionId(proposal.meeting, 0) });
    expect((await now(proposal)).state).toBe('confirmed');
  });
});

describe('the agency’s own look', () => {
  const LOGO = 'data:image/png;base64,iVBORw0KGgo=';
  const looking = async (accent: string) => {
    const proposal = await propose([[1, 7]]);
    await house.database.asOwner('update agency set mail_design = $2 where agency_id = $1', [
      proposal.agencyId,
      JSON.stringify({ accent, logo: LOGO }),
    ]);
    return (await get(path(proposal))).body;
  };

  test('is on the page: the logo in it, the colour in a file of its own', async () => {
    const body = await looking('#7A1F3D');
    expect(body).toContain(`src="${LOGO}"`);
    expect(body).toContain('href="/p/-/accent-7a1f3d.css"');
    const sheet = await get('/p/-/accent-7a1f3d.css');
    expect(sheet.headers['content-type']).toContain('text/css');
    expect(sheet.body).toContain('--accent: #7a1f3d');
  });

  test('is not where it could not be read, and the file is nobody’s way in', async () => {
    expect(await looking('#ffe680')).not.toContain('accent-');
    for (const file of ['accent-ffe680.css', 'accent-xyz.css', 'accent-7a1f3d.css;x']) {
      expect((await get(`/p/-/${file}`)).statusCode).toBe(404);
    }
  });
});

describe('a time that is taken in between', () => {
  test('says so and shows what is left', async () => {
    const { who, clientId } = await house.agency();
    const times = { options: [rangeAt(1, 7), rangeAt(2, 12)], alsoOffered: true };
    const first = withPaths(who.agencyId, clientId, await house.propose(who, clientId, [], times));
    const second = withPaths(
      who.agencyId,
      clientId,
      await house.propose(who, clientId, [], { options: [rangeAt(1, 7), rangeAt(3, 12)], alsoOffered: true }),
    );
    const seen = await get(path(second));
    expect(seen.body).toContain(optionId(second.meeting, 0));
    expect((await post(path(first), { choice: optionId(first.meeting, 0) })).statusCode).toBe(303);

    const late = await post(path(second), { choice: optionId(second.meeting, 0) });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('this time has just been taken');
    expect(late.body).not.toContain(optionId(second.meeting, 0));
    expect(late.body).toContain(optionId(second.meeting, 1));
    expect((await now(second)).state).toBe('proposed');
  });
});

describe('a confirmed meeting', () => {
  const confirmed = async (): Promise<Proposal> => {
    const proposal = await propose([
      [1, 7],
      [2, 12],
    ]);
    await post(path(proposal), { choice: optionId(proposal.meeting, 0) });
    return proposal;
  };

  test('comes as a calendar file with the UID of the invitation', async () => {
    const proposal = await confirmed();
    const file = await get(`${path(proposal)}/meeting.ics`);
    expect(file.statusCode).toBe(200);
    expect(file.headers['content-type']).toBe('text/calendar; charset=utf-8; method=REQUEST');
    expect(file.headers['content-disposition']).toBe('attachment; filename="meeting.ics"');
    expect(file.headers['cache-control']).toBe('no-store');
    const text = unfolded(file.body);
    expect(text).toContain(`UID:${proposal.meeting.options[0]?.uid}`);
    expect(text).toContain('DTSTART:20260901T070000Z');
    expect(text).toContain('STATUS:CONFIRMED');
    expect(text).toMatch(/ATTENDEE[^\r\n]*PARTSTAT=ACCEPTED/);
  });

  test('has no file before it is confirmed', async () => {
    expect((await get(`${path(await propose([[1, 7]]))}/meeting.ics`)).statusCode).toBe(404);
  });

  test('a pressed button without the mark does not call it off; with it the secretary is asked', async () => {
    const proposal = await confirmed();
    expect((await post(path(proposal), {})).statusCode).toBe(422);
    expect((await now(proposal)).question).toBeNull();

    expect((await post(path(proposal), { choice: 'cannot', comment: 'Ill' })).statusCode).toBe(303);
    const meeting = await now(proposal);
    expect(meeting.state).toBe('confirmed');
    expect(meeting.question).toBe('attendee-changed-mind');
    expect((await get(path(proposal))).body).toContain('you cannot come at the agreed time');

    await post(path(proposal), { choice: optionId(proposal.meeting, 0) });
    expect((await now(proposal)).question).toBeNull();
  });

  test('another time cannot be chosen any more', async () => {
    const proposal = await confirmed();
    const page = await post(path(proposal), { choice: optionId(proposal.meeting, 1) });
    expect(page.statusCode).toBe(409);
    expect(page.body).toContain('confirmed already, for another time');
    expect((await now(proposal)).confirmedOptionId).toBe(optionId(proposal.meeting, 0));
  });
});

describe('when something breaks', () => {
  test('a page says so without a word about how the house is built', async () => {
    const proposal = await propose([[1, 7]]);
    await house.database.asOwner('alter table place rename to place_away');
    const page = await get(`${path(proposal)}?lang=lv`);
    await house.database.asOwner('alter table place_away rename to place');
    expect(page.statusCode).toBe(500);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body).toContain('Kaut kas nogāja greizi');
    expect(page.body).not.toMatch(/relation|select|place_away|at \w+ \(/);
    expect((await get(path(proposal))).statusCode).toBe(200);
  });

  test('a body that is too large is refused', async () => {
    const proposal = await propose([[1, 7]]);
    const page = await post(path(proposal), { choice: 'none', comment: 'x'.repeat(1_100_000) });
    expect(page.statusCode).toBe(413);
    expect((await now(proposal)).state).toBe('proposed');
  });
});

describe('links that have had their day', () => {
  const inState = async (state: 'cancelled' | 'expired' | 'questioned'): Promise<Proposal> => {
    const proposal = await propose([[1, 7]]);
    await house.database.asOwner('update meeting set state = $2 where meeting_id = $1', [
      proposal.meeting.meetingId,
      state,
    ]);
    return proposal;
  };

  test.each([
    ['cancelled', 410, 'This meeting is cancelled'],
    ['expired', 410, 'This proposal has run out'],
    ['questioned', 200, 'This meeting is being checked'],
  ] as const)('%s', async (state, status, words) => {
    const proposal = await inState(state);
    const page = await get(path(proposal));
    expect(page.statusCode).toBe(status);
    expect(page.body).toContain(words);
    expect(page.body).toContain('Arranged by Sigrid');
  });

  test('an answer to a cancelled meeting leads to the same page', async () => {
    const proposal = await inState('cancelled');
    const sent = await post(path(proposal), { choice: optionId(proposal.meeting, 0) });
    expect(sent.statusCode).toBe(303);
    expect((await now(proposal)).state).toBe('cancelled');
  });

  test('times that have passed are not offered', async () => {
    const proposal = await propose([
      [1, 7],
      [3, 12],
    ]);
    house.now = START + 2 * DAY;
    const some = await get(path(proposal));
    expect(some.body).not.toContain(optionId(proposal.meeting, 0));
    expect(some.body).toContain(optionId(proposal.meeting, 1));
    house.now = START + 5 * DAY;
    const none = await get(path(proposal));
    expect(none.statusCode).toBe(410);
    expect(none.body).toContain('All offered times are taken or past');
  });

  test('a token of nobody, of no agency, or no token at all: one and the same page', async () => {
    const proposal = await propose([[1, 7]]);
    const real = path(proposal);
    const broken = `${real.slice(0, -1)}${real.endsWith('0') ? '1' : '0'}`;
    const pages = await Promise.all([broken, `/p/${'0'.repeat(52)}`, '/p/x'].map((url) => get(url)));
    expect(pages.map((page) => page.statusCode)).toEqual([404, 404, 404]);
    expect(new Set(pages.map((page) => page.body)).size).toBe(1);
    expect(pages[0]?.body).toContain('This link no longer opens anything');
    const latvian = await get('/p/x', { 'accept-language': 'fr, lv-LV;q=0.9' });
    expect(latvian.body).toContain('Šī saite vairs neko neatver');
    expect((await post('/p/x', { choice: 'none' })).statusCode).toBe(404);
  });
});
