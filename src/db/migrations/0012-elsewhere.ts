import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outlook's "working elsewhere": whether it occupies the client is the client's own policy. */
export class Elsewhere0012 implements MigrationInterface {
  readonly name = 'Elsewhere0000000000012';

  async up(runner: QueryRunner): Promise<void> {
    await allow(runner, 'event', ['busy', 'tentative', 'unanswered', 'elsewhere', 'free']);
    await allow(runner, 'busy', ['busy', 'tentative', 'unanswered', 'elsewhere']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("delete from busy where blocking = 'elsewhere'");
    await runner.query("update event set blocking = 'free' where blocking = 'elsewhere'");
    await allow(runner, 'event', ['busy', 'tentative', 'unanswered', 'free']);
    await allow(runner, 'busy', ['busy', 'tentative', 'unanswered']);
  }
}

const allow = async (
  runner: QueryRunner,
  table: 'event' | 'busy',
  words: readonly string[],
): Promise<void> => {
  await runner.query(`
    alter table ${table} drop constraint ${table}_blocking_check;
    alter table ${table} add constraint ${table}_blocking_check
      check (blocking in (${words.map((word) => `'${word}'`).join(', ')}));
  `);
};
