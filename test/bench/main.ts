import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { alerts } from './alerts.js';
import { figures, type Bench } from './bench.js';
import { dashboards } from './dashboards.js';
import { drill } from './drill.js';
import { health } from './health.js';
import { mail } from './mail.js';
import { overhead, overheadParts } from './overhead/overhead.js';
import { start } from './start.js';

const BENCHES: Readonly<Record<string, Bench>> = {
  alerts,
  dashboards,
  drill,
  health,
  mail,
  overhead,
  'overhead-parts': overheadParts,
  start,
};
const folder = 'bench-results';

const name = process.argv[2] ?? '';
const bench = BENCHES[name];
if (!bench) {
  const known = Object.entries(BENCHES).map(([key, { description }]) => `  ${key}: ${description}`);
  console.error(`npm run bench -- NAME, with NAME one of\n${known.join('\n')}`);
  process.exit(2);
}

console.log(`${name}: ${bench.description}`);
const series = (await bench.run(process.argv.slice(3))).map((each) => ({
  ...each,
  ...figures(each.values),
}));
console.table(
  Object.fromEntries(
    series.map(({ measure, unit, median, min, max, values }) => [
      measure,
      { unit, median: round(median), min: round(min), max: round(max), readings: values.length },
    ]),
  ),
);
mkdirSync(folder, { recursive: true });
const file = join(folder, `${name}.json`);
const machine = { cores: cpus().length, cpu: cpus()[0]?.model, node: process.version };
writeFileSync(
  file,
  `${JSON.stringify({ name, at: new Date().toISOString(), machine, series }, null, 2)}\n`,
);
console.log(`written to ${file}`);

function round(value: number): number {
  return Number(value.toPrecision(4));
}
