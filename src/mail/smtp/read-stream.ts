import type { SMTPServerDataStream } from 'smtp-server';

/**
 * The mail as it came, without dot-stuffing; null when it went over the server's size limit (read to its end, but not
 * kept). Rejects when the connection ends before the mail does.
 */
export const readMail = async (stream: SMTPServerDataStream): Promise<Buffer | null> => {
  let chunks: Buffer[] = [];
  for await (const chunk of stream) {
    if (stream.sizeExceeded) chunks = [];
    else chunks.push(chunk);
  }
  return stream.sizeExceeded ? null : Buffer.concat(chunks);
};
