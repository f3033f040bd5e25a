import { writeFile } from 'node:fs/promises';
import { EXAMPLE_WEEK } from './example-week.js';
import { weekPicture } from './week-picture.js';

const USAGE = 'Usage: npm run picture -- FILE.svg   (draws the example week of docs/availability.md)';

const main = async (): Promise<number> => {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || more.length > 0 || !file.endsWith('.svg')) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const drawn = weekPicture(EXAMPLE_WEEK);
  if (typeof drawn !== 'string') {
    process.stderr.write(`The example cannot be drawn: ${JSON.stringify(drawn)}\n`);
    return 1;
  }
  try {
    await writeFile(file, drawn);
  } catch (error) {
    process.stderr.write(`${file} cannot be written: ${error instanceof Error ? error.message : error}\n`);
    return 2;
  }
  process.stdout.write(`${file}: the week from ${EXAMPLE_WEEK.from}\n`);
  return 0;
};

process.exitCode = await main();
