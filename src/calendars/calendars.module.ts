import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { AccessTokens } from './access-token.service.js';
import { AccountStore } from './account.store.js';
import { AccountCircuits } from './account-circuit.store.js';
import { AccountsController } from './accounts.controller.js';
import { ApplyChanges } from './apply-changes.service.js';
import { AuditCalendar } from './audit-calendar.service.js';
import { BusyStore } from './busy.store.js';
import { CalendarStore } from './calendar.store.js';
import { CalendarViews } from './calendar-view.service.js';
import { CalendarsController } from './calendars.controller.js';
import { ChangeCalendar } from './change-calendar.service.js';
import { CredentialsAccountsController } from './credentials-accounts.controller.js';
import { DueCalendars } from './due-calendars.service.js';
import { ImportIcs } from './feed/import-ics.service.js';
import { FreshCalendars } from './fresh-calendars.service.js';
import { KeepLink } from './keep-link.service.js';
import { LinkAccount } from './link-account.service.js';
import { LinkCredentials } from './link-credentials.service.js';
import { LinkPageController } from './link-page.controller.js';
import { LinkPages } from './link-pages.service.js';
import { ListPages } from './list-pages.service.js';
import { LookAtLosses } from './look-at-losses.service.js';
import { LookForOwn } from './look-for-own.service.js';
import { MirrorStore } from './mirror.store.js';
import { MirrorAudit } from './mirror-audit.store.js';
import { MirrorLosses } from './mirror-loss.store.js';
import { OAuthStateStore } from './oauth-state.store.js';
import { OwnEvents } from './own-events.service.js';
import { ParkedWrites } from './parked-writes.store.js';
import { Providers } from './providers.service.js';
import { PushController } from './push.controller.js';
import { PutEvents } from './put-event.service.js';
import { RollHorizon } from './roll-horizon.service.js';
import { SeriesExpander } from './series-expander.service.js';
import { SettleLosses } from './settle-losses.service.js';
import { SyncCalendarJob } from './sync-calendar.job.js';
import { SyncCalendar } from './sync-calendar.service.js';
import { SyncLeases } from './sync-lease.store.js';
import { SyncStates } from './sync-state.store.js';
import { TakeOff } from './take-off.service.js';
import { UnlinkAccount } from './unlink-account.service.js';
import { WatchCalendar } from './watch-calendar.service.js';
import { WriteAlone } from './write-alone.service.js';
import { WriteBack } from './write-back.service.js';
import { WriteLeases } from './write-lease.store.js';
import { WritePlaces } from './write-place.service.js';
import { WrittenStore } from './written.store.js';

/** OWN_EVENT_LISTENER is bound by the composition root, so that this room does not know the meetings. */
@Module({
  imports: [AuthModule, ClientsModule],
  controllers: [
    AccountsController,
    CalendarsController,
    CredentialsAccountsController,
    LinkPageController,
    PushController,
  ],
  providers: [
    AccessTokens,
    AccountCircuits,
    AccountStore,
    ApplyChanges,
    AuditCalendar,
    BusyStore,
    CalendarStore,
    CalendarViews,
    ChangeCalendar,
    DueCalendars,
    FreshCalendars,
    ImportIcs,
    KeepLink,
    LinkAccount,
    LinkCredentials,
    LinkPages,
    ListPages,
    LookAtLosses,
    LookForOwn,
    MirrorAudit,
    MirrorLosses,
    MirrorStore,
    OAuthStateStore,
    OwnEvents,
    ParkedWrites,
    Providers,
    PutEvents,
    RollHorizon,
    SeriesExpander,
    SettleLosses,
    SyncCalendar,
    SyncCalendarJob,
    SyncLeases,
    SyncStates,
    TakeOff,
    UnlinkAccount,
    WatchCalendar,
    WriteAlone,
    WriteBack,
    WriteLeases,
    WritePlaces,
    WrittenStore,
  ],
  exports: [
    AccessTokens,
    BusyStore,
    CalendarStore,
    DueCalendars,
    LinkAccount,
    LinkCredentials,
    LinkPages,
    Providers,
    FreshCalendars,
    SyncCalendar,
    SyncCalendarJob,
    WriteBack,
  ],
})
export class CalendarsModule {}
