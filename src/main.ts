import 'reflect-metadata';
import { banner } from './boot/banner.js';
import { boot } from './boot/boot.js';
import { BootFault } from './boot/boot-fault.js';
import { loadConfig } from './config.js';

const fail = (lines: readonly string[]): never => {
  for (const line of lines) console.error(line);
  process.exit(1);
};

const loaded = loadConfig(process.env);
if (!loaded.ok) fail(loaded.faults.map((fault) => `${fault.setting}: ${fault.problem}; ${fault.remedy}.`));
else {
  try {
    const running = await boot(loaded.config, {
      dataDirNamed: (process.env.DATA_DIR ?? '') !== '',
      say: (line) => console.log(`  ${line}`),
    });
    console.log(banner(running).join('\n'));
    let closing = false;
    const close = async (): Promise<void> => {
      if (closing) return;
      closing = true;
      console.log('Stopping ...');
      await running.close();
      process.exit(0);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void close());
  } catch (error) {
    if (!(error instanceof BootFault)) throw error;
    fail([error.message]);
  }
}
