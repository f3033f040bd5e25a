import { rm } from 'node:fs/promises';

export default async function stop() {
  const running = globalThis.__postgres;
  if (!running) return;
  globalThis.__postgres = undefined;
  await running.server.stop();
  await rm(running.folder, { recursive: true, force: true });
}
