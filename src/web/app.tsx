import { lazy, type ReactNode, Suspense } from 'react';
import { useSession } from './api/session.js';
import type { Me } from './api/types.js';
import { TextsProvider, useTexts } from './i18n/texts.js';
import { InvitationScreen } from './screens/invitation.js';
import { SetupScreen } from './screens/setup.js';
import { SignInScreen } from './screens/sign-in.js';
import { match, useAddress } from './shell/address.js';
import { Broken } from './shell/broken.js';
import { Link } from './shell/link.js';
import { Screen } from './shell/screen.js';
import { Shell } from './shell/shell.js';
import { SignedInContext } from './shell/signed-in.js';
import { Loading } from './ui/loaded.js';
import { ProblemNotice } from './ui/notice.js';

// One bundle a screen: who reads the desk does not wait for the calendar.
const DeskScreen = lazy(() => import('./screens/desk/desk.js'));
const AllWeekScreen = lazy(() => import('./screens/all/all-week.js'));
const WeekScreen = lazy(() => import('./screens/week/week.js'));
const PhoneScreen = lazy(() => import('./screens/phone/phone.js'));
const MeetingsScreen = lazy(() => import('./screens/meeting/meetings.js'));
const MeetingScreen = lazy(() => import('./screens/meeting/meeting.js'));
const SettingsScreen = lazy(() => import('./screens/settings/settings.js'));
const AgencyScreen = lazy(() => import('./screens/agency/agency.js'));
const RequestsScreen = lazy(() => import('./screens/requests/requests.js'));
const MessagesScreen = lazy(() => import('./screens/messages/messages.js'));

export const App = () => {
  const { me, problem, enter, leave, speak } = useSession();
  const path = useAddress().pathname;
  return (
    <TextsProvider preferred={me?.locale ?? null} onPrefer={speak}>
      <Broken>
        {path === '/setup' ? (
          <SetupScreen enter={enter} />
        ) : path === '/invitation' ? (
          <InvitationScreen enter={enter} />
        ) : me === undefined ? (
          <Before>{problem === null ? <Loading /> : <ProblemNotice problem={problem} />}</Before>
        ) : me === null ? (
          <SignInScreen enter={enter} />
        ) : (
          <Inside me={me} leave={leave} path={path} />
        )}
      </Broken>
    </TextsProvider>
  );
};

const Before = ({ children }: { children: ReactNode }) => <main className="gate">{children}</main>;

const Inside = ({ me, leave, path }: { me: Me; leave: () => Promise<void>; path: string }) => (
  <SignedInContext value={{ me, leave }}>
    <Shell clientId={match('/clients/:clientId', path.split('/').slice(0, 3).join('/'))?.clientId ?? null}>
      <Broken key={path}>
        <Suspense fallback={<Loading />}>{screenAt(path)}</Suspense>
      </Broken>
    </Shell>
  </SignedInContext>
);

/** Every address of the console, in one place. */
const ROUTES: readonly (readonly [string, (named: Readonly<Record<string, string>>) => ReactNode])[] = [
  ['/', () => <DeskScreen />],
  ['/week', () => <AllWeekScreen />],
  ['/clients/:clientId', ({ clientId = '' }) => <WeekScreen key={clientId} clientId={clientId} />],
  [
    '/clients/:clientId/propose',
    ({ clientId = '' }) => <WeekScreen key={clientId} clientId={clientId} propose />,
  ],
  ['/clients/:clientId/phone', ({ clientId = '' }) => <PhoneScreen key={clientId} clientId={clientId} />],
  [
    '/clients/:clientId/meetings',
    ({ clientId = '' }) => <MeetingsScreen key={clientId} clientId={clientId} />,
  ],
  [
    '/clients/:clientId/settings',
    ({ clientId = '' }) => <SettingsScreen key={clientId} clientId={clientId} section="calendars" />,
  ],
  [
    '/clients/:clientId/settings/:section',
    ({ clientId = '', section = '' }) => (
      <SettingsScreen key={clientId} clientId={clientId} section={section} />
    ),
  ],
  ['/meetings/:meetingId', ({ meetingId = '' }) => <MeetingScreen key={meetingId} meetingId={meetingId} />],
  ['/requests', () => <RequestsScreen />],
  ['/agency', () => <AgencyScreen />],
  ['/messages', () => <MessagesScreen messageId={null} />],
  ['/messages/:messageId', ({ messageId = '' }) => <MessagesScreen messageId={messageId} />],
];

const screenAt = (path: string): ReactNode => {
  for (const [pattern, render] of ROUTES) {
    const named = match(pattern, path);
    if (named !== null) return render(named);
  }
  return <NothingHere />;
};

const NothingHere = () => {
  const { t } = useTexts();
  return (
    <Screen title={t('nav.notFound')}>
      <Link to="/">{t('nav.toDesk')}</Link>
    </Screen>
  );
};
