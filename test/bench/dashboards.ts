import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSystem } from '../system/system.js';
import type { Bench, Series } from './bench.js';
import { buildFill, writeHistory } from './dashboards/history.js';
import { measure } from './dashboards/measure.js';
import { DASHBOARDS } from './dashboards/queries.js';
import { RANGES, type Range, type Reading } from './dashboards/reading.js';
import { merged, renderReport } from './dashboards/report.js';
import { recordSnapshot } from './dashboards/snapshot.js';

const FOLDER = 'bench-results';
const REPORT = join(FOLDER, 'dashboards.md');
const READINGS = join(FOLDER, 'dashboards-readings.json');

/** How fast dashboards are with months of many agents behind them. */
export const dashboards: Bench = {
  description:
    'how fast dashboards are: [--days 90] [--agents 100] [--dashboards a,b] [--ranges 24h,90d] [--readings 3] [--budget 3600] [--fill-only], or --record http://127.0.0.1:9090',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        days: { type: 'string', default: '90' },
        agents: { type: 'string', default: '100' },
        dashboards: { type: 'string', default: DASHBOARDS.join(',') },
        ranges: { type: 'string', default: RANGES.join(',') },
        readings: { type: 'string', default: '3' },
        budget: { type: 'string', default: '3600' },
        'fill-only': { type: 'boolean', default: false },
        record: { type: 'string' },
      },
    });
    if (values.record !== undefined) {
      return [single('series recorded', '1', await recordSnapshot(values.record))];
    }
    await buildFill();
    const dataDir = mkdtempSync(join(tmpdir(), 'vitals-bench-'));
    try {
      const began = performance.now();
      await writeHistory({
        agents: Number(values.agents),
        days: Number(values.days),
        endSeconds: Math.floor(Date.now() / 1000),
        dataDir: join(dataDir, 'prometheus'),
        budgetSeconds: Number(values.budget),
      });
      const filled = single('writing the history', 's', (performance.now() - began) / 1000);
      if (values['fill-only']) return [filled];
      const system = await startSystem({ dataDir, demo: false });
      try {
        const readings = await measure({
          console: system.urls.console,
          dashboards: values.dashboards.split(','),
          ranges: values.ranges.split(',') as Range[],
          readings: Number(values.readings),
          restart: () => system.restart(),
        });
        report(
          readings,
          `${values.agents} agents over ${values.days} days, ${new Date().toISOString()}.`,
        );
        return [filled, ...readings.flatMap(seriesOf)];
      } finally {
        await system.stop();
      }
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

const single = (name: string, unit: string, value: number): Series => ({
  measure: name,
  unit,
  values: [value],
});

/** Adds to what was read before, so that it can be read in pieces. */
function report(readings: readonly Reading[], what: string): void {
  mkdirSync(FOLDER, { recursive: true });
  const known = existsSync(READINGS)
    ? (JSON.parse(readFileSync(READINGS, 'utf8')) as readonly Reading[])
    : [];
  const all = merged(known, readings);
  writeFileSync(READINGS, `${JSON.stringify(all, null, 2)}\n`);
  const text = renderReport(all, what);
  writeFileSync(REPORT, text);
  console.log(text);
}

const seriesOf = ({ dashboard, range, ...read }: Reading): readonly Series[] => [
  { measure: `${dashboard} ${range}: refresh`, unit: 'ms', values: read.refreshMs },
  { measure: `${dashboard} ${range}: refresh after a step`, unit: 'ms', values: read.afterStepMs },
  { measure: `${dashboard} ${range}: navigation`, unit: 'ms', values: read.navigationMs },
  { measure: `${dashboard} ${range}: queries`, unit: 'ms', values: read.queriesMs },
];
