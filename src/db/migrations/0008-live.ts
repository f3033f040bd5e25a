import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tells whoever listens that something of a client changed, so that screens ask anew at once. The notice names the
 * agency, the client and the meeting, and nothing of what changed: whoever hears it asks through the doors that check
 * whose it is. PostgreSQL sends it when the transaction commits, and the same notice once a transaction.
 */
export class Live0008 implements MigrationInterface {
  readonly name = 'Live0000000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FUNCTIONS);
    for (const table of OF_A_MEETING) await runner.query(trigger(table, 'tell_meeting'));
    for (const table of OF_A_CLIENT) await runner.query(trigger(table, 'tell_client'));
    await runner.query(CALENDAR);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...OF_A_MEETING, ...OF_A_CLIENT, 'calendar']) {
      await runner.query(`drop trigger tell on ${table}`);
    }
    await runner.query('drop trigger tell_row on calendar');
    await runner.query('drop function tell_meeting(), tell_client()');
  }
}

const OF_A_MEETING = ['meeting', 'journal', 'message', 'effect'] as const;
const OF_A_CLIENT = [
  'client',
  'assignment',
  'contact',
  'place',
  'account',
  'availability',
  'availability_rule',
  'instruction',
  'travel_time',
] as const;

const FUNCTIONS = `
  create function tell_meeting() returns trigger language plpgsql as $$
    declare told record;
    begin
      if tg_op = 'DELETE' then told := old; else told := new; end if;
      perform pg_notify('meetbroker_change',
        concat_ws(' ', told.agency_id, coalesce(told.client_id::text, '-'), coalesce(told.meeting_id::text, '-')));
      return null;
    end $$;

  create function tell_client() returns trigger language plpgsql as $$
    declare told record;
    begin
      if tg_op = 'DELETE' then told := old; else told := new; end if;
      perform pg_notify('meetbroker_change', concat_ws(' ', told.agency_id, told.client_id, '-'));
      return null;
    end $$;
`;

const trigger = (table: string, tell: string): string =>
  `create trigger tell after insert or update or delete on ${table} for each row execute function ${tell}()`;

/** A poll that brought nothing is no news: it would make every open screen ask anew every few minutes. */
const CALENDAR = `
  create trigger tell after update on calendar for each row when (
    old.state is distinct from new.state or old.state_reason is distinct from new.state_reason
    or old.sync_token is distinct from new.sync_token or old.progress_events is distinct from new.progress_events
    or old.blocks is distinct from new.blocks or old.write_target is distinct from new.write_target)
    execute function tell_client();
  create trigger tell_row after insert or delete on calendar for each row execute function tell_client();
`;
