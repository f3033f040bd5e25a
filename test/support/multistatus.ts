/** What a WebDAV server says of one resource: its properties, or the status that stands in their place. */
export interface Row {
  readonly href: string;
  readonly status?: number;
  readonly props?: string;
}

/** RFC 4918 13; @param token of a sync-collection report (RFC 6578 6.4). */
export const multistatus = (rows: readonly Row[], token?: string): string =>
  [
    '<?xml version="1.0"?><D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CS="http://calendarserver.org/ns/">',
    ...rows.map(({ href, status, props }) =>
      status === undefined
        ? `<D:response><D:href>${href}</D:href><D:propstat><D:prop>${props ?? ''}</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>`
        : `<D:response><D:href>${href}</D:href><D:status>HTTP/1.1 ${status} x</D:status></D:response>`,
    ),
    ...(token === undefined ? [] : [`<D:sync-token>${token}</D:sync-token>`]),
    '</D:multistatus>',
  ].join('');
