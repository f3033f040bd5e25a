/**
 * Who speaks for a meeting at a moment: whose name and telephone number its mails, pages and calendar entries carry.
 * That is who proposed it, but while she is away who covers her for this client; and what was proposed while standing
 * in for somebody goes back to her when the cover is over, unless who proposed it has the client in her own right.
 *
 * @param meeting the table meeting under this name. @param now an expression of SQL. @returns a user's id, in SQL.
 */
export const speakerOf = (meeting: string, now: string): string => `
  coalesce((
    select c.user_id from ${covering(meeting)}
    where c.absent_id = ${hers(meeting, now)} and a.valid_from <= ${now} and a.valid_until > ${now}
    order by a.valid_from desc limit 1), ${hers(meeting, now)})`;

const hers = (meeting: string, now: string): string => `
  coalesce((
    select c.absent_id from ${covering(meeting)}
    where c.user_id = ${meeting}.created_by and a.valid_until <= ${now}
      and a.valid_from <= ${meeting}.created_at and a.valid_until > ${meeting}.created_at
      and not exists (
        select 1 from assignment own
        where own.agency_id = ${meeting}.agency_id and own.client_id = ${meeting}.client_id
          and own.user_id = ${meeting}.created_by
          and own.valid_from <= ${now} and (own.valid_until is null or own.valid_until > ${now}))
    order by a.valid_until desc limit 1), ${meeting}.created_by)`;

const covering = (meeting: string): string => `
  cover c join assignment a on a.agency_id = c.agency_id and a.cover_id = c.cover_id
    and a.agency_id = ${meeting}.agency_id and a.client_id = ${meeting}.client_id`;
