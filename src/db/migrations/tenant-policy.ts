/**
 * Row-level security for a tenant's table. FORCE, so that the policy binds the table's owner too; without a set agency
 * nothing is visible.
 */
export const policyFor = (table: string): string => `
  alter table ${table} enable row level security;
  alter table ${table} force row level security;
  create policy tenant on ${table}
    using (agency_id = current_agency()) with check (agency_id = current_agency());
`;
