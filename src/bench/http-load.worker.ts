/**
 * Entry of the process that puts load on a server, apart from it so that the two do not wait for each other's turns.
 * Keep-alive sockets and the least of HTTP/1.1 that our answers need (a length, no chunks): a full client would take as
 * much of the machine as the server does, and hide what is measured.
 */
import { connect, type Socket } from 'node:net';
import type { Load, LoadResult } from './http-load.js';

process.on('message', (load: Load) => {
  run(load).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});

const run = async (load: Load): Promise<LoadResult> => {
  const latencies: number[] = [];
  let sent = 0;
  let bytes = 0;
  const begin = performance.now();
  const deadline = begin + load.milliseconds;
  const lane = async (): Promise<void> => {
    const line = new Line(await connected(load.port));
    while (performance.now() < deadline && sent < load.requests) {
      const path = load.paths[sent++ % load.paths.length] ?? '/';
      const asked = performance.now();
      const answer = await line.get(path, load.cookie);
      if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}`);
      latencies.push(performance.now() - asked);
      bytes += answer.bytes;
    }
    line.close();
  };
  await Promise.all(Array.from({ length: load.concurrency }, lane));
  return { latencies, seconds: (performance.now() - begin) / 1000, bytes };
};

const connected = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/** One connection with one request at a time. */
class Line {
  private waiting: {
    resolve(answer: { status: number; bytes: number }): void;
    reject(error: Error): void;
  } | null = null;
  private head: Buffer | null = Buffer.alloc(0);
  private status = 0;
  private length = 0;
  private left = 0;

  constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    socket.on('error', (error) => this.waiting?.reject(error));
    socket.on('close', () => this.waiting?.reject(new Error('The server hung up')));
  }

  get(path: string, cookie: string): Promise<{ status: number; bytes: number }> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(`GET ${path} HTTP/1.1\r\nHost: bench\r\nCookie: ${cookie}\r\n\r\n`);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    if (this.head === null) this.left -= chunk.length;
    else {
      this.head = this.head.length === 0 ? chunk : Buffer.concat([this.head, chunk]);
      const end = this.head.indexOf(END_OF_HEAD);
      if (end < 0) return;
      const head = this.head.toString('latin1', 0, end);
      this.status = Number(head.slice(9, 12));
      this.length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
      this.left = this.length - (this.head.length - end - END_OF_HEAD.length);
      this.head = null;
    }
    if (this.left > 0) return;
    const { waiting } = this;
    this.waiting = null;
    this.head = Buffer.alloc(0);
    if (this.left === 0) waiting?.resolve({ status: this.status, bytes: this.length });
    else waiting?.reject(new Error('The answer has no length, or more than it said'));
  }
}
