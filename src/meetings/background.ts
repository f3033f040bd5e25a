/** What mails, pages and calendar entries say about a meeting besides its state. */
export interface MeetingBackground {
  readonly clientId: string;
  readonly title: string;
  readonly note: string | null;
  /** The client's zone when the meeting was proposed. */
  readonly zone: string;
  readonly client: { readonly name: string; readonly person: string };
  readonly secretary: { readonly name: string; readonly phone: string | null; readonly email: string };
  readonly place: MeetingPlace | null;
}

export interface MeetingPlace {
  readonly name: string;
  readonly address: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
}
