import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The journal is read by time for invoices, and a contact's meetings by the contact. */
export class JournalByTime0019 implements MigrationInterface {
  readonly name = 'JournalByTime0000000000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index journal_time on journal (agency_id, at, entry_id)');
    await runner.query(
      'create index attendee_contact on attendee (agency_id, contact_id) where contact_id is not null',
    );
    await runner.query(
      'create index contact_email on contact (agency_id, client_id, email) where email is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index journal_time, attendee_contact, contact_email');
  }
}
