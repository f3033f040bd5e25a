import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The key under which an option's event was made. Providers that choose the ids themselves leave no other way to tell
 * whether what is recorded belongs to the present generation.
 */
export class EventKeys0004 implements MigrationInterface {
  readonly name = 'EventKeys0000000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table meeting_option add column calendar_key text, add column calendar_key_generation integer;
      -- Until now the id was the key.
      update meeting_option set calendar_key = calendar_event_id, calendar_key_generation = calendar_generation
        where calendar_event_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table meeting_option drop column calendar_key, drop column calendar_key_generation',
    );
  }
}
