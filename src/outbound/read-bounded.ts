import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

export type BoundedBody =
  | { readonly ok: true; readonly body: Buffer }
  | { readonly ok: false; readonly reason: 'too-large' | 'broken-answer' };

/**
 * Reads a body, unpacking it, as far as `maxBytes`. What is counted is what comes out: a small packet can be made to
 * unpack to gigabytes, so it is stopped while it does.
 */
export const readBounded = (
  source: Readable,
  encoding: string | null,
  maxBytes: number,
): Promise<BoundedBody> =>
  new Promise((resolve) => {
    const unpack = UNPACK[(encoding ?? 'identity').trim().toLowerCase()];
    const end = (result: BoundedBody): void => {
      resolve(result);
      if (result.ok) return;
      source.destroy();
      plain.destroy();
    };
    const broken = (): void => end({ ok: false, reason: 'broken-answer' });
    // An encoding that was not asked for cannot be read.
    const plain: Readable = unpack === undefined ? source : unpack === null ? source : source.pipe(unpack());
    if (unpack === undefined) return broken();
    const parts: Buffer[] = [];
    let size = 0;
    plain.on('data', (part: Buffer) => {
      size += part.length;
      if (size > maxBytes) end({ ok: false, reason: 'too-large' });
      else parts.push(part);
    });
    plain.on('end', () => end({ ok: true, body: Buffer.concat(parts) }));
    plain.on('error', broken);
    source.on('error', broken);
    // A connection that is cut off tells the packed side of it alone.
    source.on('aborted', broken);
  });

const UNPACK: Readonly<Record<string, (() => NodeJS.ReadWriteStream & Readable) | null>> = {
  identity: null,
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};
