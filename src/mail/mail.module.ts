import { Module } from '@nestjs/common';
import { IntakeService } from './intake.service.js';
import { MAIL_INTAKE } from './mail.port.js';
import { SmtpListener } from './smtp/smtp-listener.js';

/** Mail comes in here. It goes out through MAIL_SENDER, which the composition root binds. */
@Module({
  providers: [IntakeService, { provide: MAIL_INTAKE, useExisting: IntakeService }, SmtpListener],
  exports: [MAIL_INTAKE, SmtpListener],
})
export class MailModule {}
