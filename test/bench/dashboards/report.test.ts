import { expect, it } from 'vitest';
import type { Reading } from './reading.js';
import { merged, renderReport } from './report.js';

const reading = (dashboard: string, range: Reading['range'], refresh: number): Reading => ({
  dashboard,
  range,
  navigationMs: [refresh * 2],
  refreshMs: [refresh, refresh + 2, refresh + 10],
  afterStepMs: [refresh * 3],
  coldMs: 900,
  queriesMs: [80],
  slowest: [{ query: 'a or b', ms: 70, samples: 12, series: 1 }],
  failed: 0,
});

it('shows each dashboard at each range, and what is over its aim', () => {
  const text = renderReport([reading('agents', '24h', 600), reading('agents', '90d', 600)], 'here');
  expect(text).toContain('1 of 2 are within it');
  expect(text).toContain('| agents |  | **602 (600–610)** |  |  | 602 (600–610) |');
  expect(text).toContain('| agents |  | 1800 |  |  | 1800 |');
});

it('takes later readings of the same dashboard and range, and keeps the others', () => {
  const known = [reading('agents', '1h', 1), reading('apis', '1h', 2)];
  const all = merged(known, [reading('agents', '24h', 3), reading('agents', '1h', 4)]);
  expect(all.map(({ dashboard, range, refreshMs }) => [dashboard, range, refreshMs[0]])).toEqual([
    ['agents', '1h', 4],
    ['agents', '24h', 3],
    ['apis', '1h', 2],
  ]);
});
