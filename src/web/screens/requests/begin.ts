import { createContact } from '../../api/contacts.js';
import type { Client, MeetingRequest } from '../../api/types.js';
import { asMailLocale } from '../../ui/locale-select.js';
import { writeDraft } from '../week/draft.js';

/** A proposal with all that the request says; whoever is unknown becomes a contact of the client. */
export const beginFrom = async (request: MeetingRequest, client: Client): Promise<void> => {
  const contactId =
    request.contactId ??
    (
      await createContact(client.clientId, {
        name: request.name,
        company: request.company,
        email: request.email,
        phone: request.phone,
        locale: asMailLocale(request.locale ?? client.locale),
        zone: client.zone,
        note: null,
      })
    ).contactId;
  writeDraft(client.clientId, {
    requestId: request.requestId,
    people: [{ contactId, role: 'required' }],
    title: request.title ?? '',
    durationMinutes: request.durationMinutes,
    options: [],
    kind: null,
    agreed: false,
  });
};
