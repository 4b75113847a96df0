import type { TimeSeriesData } from '@perses-dev/core';
import { expect, it } from 'vitest';
import { limitLines } from './limit-lines.js';

const definition = { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'Prometheus', spec: {} } } };
const answer = (data: TimeSeriesData) => ({ definition, data });
const timeRange = { start: new Date(0), end: new Date(90 * 86_400_000) };
const steps = [
  { name: 'warning', value: 0.1, color: '#fa0' },
  { name: 'critical', value: 0.2, color: '#f00' },
];

it('draws limits after the lines, with as many points as they have', () => {
  const { results, settings } = limitLines({ steps }, [
    answer({ timeRange, stepMs: 28_800_000, series: [] }),
    answer({ timeRange, stepMs: 28_800_000, series: [] }),
  ]);
  expect(results.map(({ data }) => data.series[0]?.name)).toEqual(['warning', 'critical']);
  const { values } = results[1]!.data.series[0]!;
  expect(values).toHaveLength(271);
  expect(values.at(-1)).toEqual([90 * 86_400_000, 0.2]);
  expect(settings).toEqual([
    { queryIndex: 2, lineStyle: 'dashed', colorMode: 'fixed', colorValue: '#fa0' },
    { queryIndex: 3, lineStyle: 'dashed', colorMode: 'fixed', colorValue: '#f00' },
  ]);
});

it('draws none where there is nothing else', () => {
  expect(limitLines({ steps }, [])).toEqual({ results: [], settings: [] });
  expect(limitLines({ steps }, [answer({ series: [] })]).results).toEqual([]);
});
