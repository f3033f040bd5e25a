import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Fault = 'silent' | 'html' | 'too-big' | 'endless' | 'half' | 'wrong-size' | 'nonsense' | 'redirect';

/**
 * A server that answers as OSRM's documentation says of its table service: `code`, `durations` in seconds by source and
 * destination, waypoints with their distance from the asked place. Straight ways at 60 km/h, so that they are told from
 * estimates; faults on request.
 */
export class OsrmStandIn {
  /** Paths and queries that were asked for. */
  readonly asked: string[] = [];
  fault: Fault | undefined;
  /** Asked places, as `lon,lat`, that lie this many metres from a road; others on one. */
  readonly offRoad = new Map<string, number>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<OsrmStandIn> {
    const server = createServer((request, response) => standIn.answer(request.url ?? '', response));
    const standIn = new OsrmStandIn(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return standIn;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(url: string, response: ServerResponse): void {
    this.asked.push(url);
    const json = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    switch (this.fault) {
      case 'silent':
        return;
      case 'html':
        response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
        return;
      case 'too-big':
        json(400, { code: 'TooBig', message: 'Too many table coordinates' });
        return;
      case 'endless':
        endless(response);
        return;
      case 'half':
        response.writeHead(200, { 'content-length': '5000' }).write('{"code":"Ok","dura');
        setTimeout(() => response.destroy(), 20);
        return;
      case 'wrong-size':
        json(200, { code: 'Ok', durations: [[0]] });
        return;
      case 'nonsense':
        json(200, { code: 'Ok', durations: 'soon' });
        return;
      case 'redirect':
        response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end();
        return;
      case undefined:
    }
    const asked = /^\/table\/v1\/\w+\/([-\d.,;]+)\?annotations=duration$/.exec(url)?.[1];
    if (asked === undefined) {
      json(400, { code: 'InvalidUrl', message: 'URL string malformed close to position 1' });
      return;
    }
    const points = asked.split(';').map((point) => point.split(',').map(Number));
    const waypoints = points.map(([longitude = 0, latitude = 0]) => ({
      hint: 'x',
      name: 'Street',
      location: [longitude, latitude],
      distance: this.offRoad.get(`${longitude},${latitude}`) ?? 3.2,
    }));
    json(200, {
      code: 'Ok',
      sources: waypoints,
      destinations: waypoints,
      durations: points.map((from) => points.map((to) => secondsBetween(from, to))),
    });
  }
}

/** Degrees as if on a plane: enough to be told from anything else. */
const secondsBetween = ([lon = 0, lat = 0]: number[], [lon2 = 0, lat2 = 0]: number[]): number =>
  Math.round(Math.hypot((lat2 - lat) * 111, (lon2 - lon) * 61) * 60 * 10) / 10;

const endless = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = (): void => {
    while (!response.destroyed && response.write('[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],'.repeat(100)));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
};
