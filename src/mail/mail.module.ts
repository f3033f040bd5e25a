import { Module } from '@nestjs/common';
import { AddresseeStore } from './addressee.store.js';
import { IncomingStore } from './incoming.store.js';
import { IntakeService } from './intake.service.js';
import { MAIL_INTAKE } from './mail.port.js';
import { MailReader } from './mime/mail-reader.service.js';
import { SmtpListener } from './smtp/smtp-listener.js';
import { SenderDns } from './trust/dns.service.js';
import { SenderCheck } from './trust/sender-check.service.js';

/** Mail comes in here. It goes out through MAIL_SENDER, which the composition root binds. */
@Module({
  providers: [
    AddresseeStore,
    IncomingStore,
    IntakeService,
    MailReader,
    SenderCheck,
    SenderDns,
    SmtpListener,
    { provide: MAIL_INTAKE, useExisting: IntakeService },
  ],
  exports: [MAIL_INTAKE, MailReader, SenderCheck, SmtpListener],
})
export class MailModule {}
