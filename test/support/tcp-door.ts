import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A door in front of a server: shut, the server is gone for whoever comes through it, as after a crash. */
export interface TcpDoor {
  readonly port: number;
  shut(): Promise<void>;
  open(): Promise<void>;
}

export const tcpDoor = async (host: string, targetPort: number): Promise<TcpDoor> => {
  const sockets = new Set<Socket>();
  const server: Server = createServer((outer) => {
    const inner = connect(targetPort, host);
    for (const [socket, other] of [
      [outer, inner],
      [inner, outer],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    shut: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    open: () => listen(port),
  };
};
