import { Module } from '@nestjs/common';
import { AddresseeStore } from './addressee.store.js';
import { ImapReception } from './imap/imap-reception.js';
import { MailboxStore } from './imap/mailbox.store.js';
import { TakeIn } from './imap/take-in.service.js';
import { IncomingStore } from './incoming.store.js';
import { IntakeService } from './intake.service.js';
import { MailController } from './mail.controller.js';
import { MAIL_INTAKE } from './mail.port.js';
import { MakeRoom } from './make-room.service.js';
import { MailReader } from './mime/mail-reader.service.js';
import { MailPace } from './pace.store.js';
import { Reception } from './reception.service.js';
import { SmtpListener } from './smtp/smtp-listener.js';
import { SenderDns } from './trust/dns.service.js';
import { SenderCheck } from './trust/sender-check.service.js';

/** Mail comes in here. It goes out through MAIL_SENDER, which the composition root binds. */
@Module({
  controllers: [MailController],
  providers: [
    AddresseeStore,
    ImapReception,
    IncomingStore,
    IntakeService,
    MailPace,
    MailReader,
    MailboxStore,
    MakeRoom,
    Reception,
    SenderCheck,
    SenderDns,
    SmtpListener,
    TakeIn,
    { provide: MAIL_INTAKE, useExisting: IntakeService },
  ],
  exports: [ImapReception, MakeRoom, Reception, MAIL_INTAKE, MailPace, MailReader, SenderCheck, SmtpListener],
})
export class MailModule {}
