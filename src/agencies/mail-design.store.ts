import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import type { StoredDesign } from '../mail/templates/design.js';

export interface AgencyDesign {
  readonly agencyName: string;
  readonly design: StoredDesign;
}

/** How the agency's mails and pages look. */
@Injectable()
export class MailDesignStore {
  async of(tx: Tx, agencyId: string): Promise<AgencyDesign> {
    const [row]: { name: string; mail_design: StoredDesign }[] = await tx.query(
      'select name, mail_design from agency where agency_id = $1',
      [agencyId],
    );
    if (row === undefined) throw new Error(`Agency ${agencyId} has mails to send and is not there.`);
    return { agencyName: row.name, design: row.mail_design };
  }

  async save(tx: Tx, agencyId: string, design: StoredDesign): Promise<void> {
    await tx.query('update agency set mail_design = $2 where agency_id = $1', [
      agencyId,
      JSON.stringify(design),
    ]);
  }
}
