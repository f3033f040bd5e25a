import type { TFunction } from 'i18next';

/** Why a mail lies here, in words where there are some; the server's own sentence or word otherwise. */
export const reasonOfMessage = (reason: string | null, _t: TFunction): string | null => reason;
