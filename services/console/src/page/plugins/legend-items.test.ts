import type { TimeSeriesData } from '@perses-dev/core';
import { expect, it } from 'vitest';
import { afterChoice, legendItems, onlyLines } from './legend-items.js';

const definition = { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'Prometheus', spec: {} } } };
const answer = (...series: TimeSeriesData['series']) => ({ definition, data: { series } });
const results = [
  answer(
    {
      name: '{agent="a"}',
      formattedName: 'a',
      values: [
        [0, 0.5],
        [1, 2],
        [2, null],
      ],
    },
    { name: '{agent="b"}', formattedName: 'b', values: [] },
  ),
  answer({ name: 'critical', values: [[0, 3]] }),
];

it('names lines with their latest values, in the colour of their query or the next of the palette', () => {
  const settings = [{ queryIndex: 1, colorMode: 'fixed', colorValue: '#f00' }] as const;
  expect(legendItems(results, settings, ['#123', '#456'], { unit: 'seconds' })).toEqual([
    { id: '0 {agent="a"}', name: 'a', color: '#123', latest: '2s' },
    { id: '0 {agent="b"}', name: 'b', color: '#456', latest: '' },
    { id: '1 critical', name: 'critical', color: '#f00', latest: '3s' },
  ]);
});

it('empties the lines that are not chosen, so that each keeps its place and colour', () => {
  const drawn = onlyLines(results, new Set(['1 critical']));
  expect(drawn.map(({ data }) => data.series.map(({ values }) => values.length))).toEqual([
    [0, 0],
    [1],
  ]);
});

it('chooses a line alone, all again, and one more or less', () => {
  const a = afterChoice(new Set(), 'a', false);
  expect(a).toEqual(new Set(['a']));
  expect(afterChoice(a, 'b', false)).toEqual(new Set(['b']));
  expect(afterChoice(a, 'a', false)).toEqual(new Set());
  const both = afterChoice(a, 'b', true);
  expect(both).toEqual(new Set(['a', 'b']));
  expect(afterChoice(both, 'a', true)).toEqual(new Set(['b']));
  expect(afterChoice(both, 'a', false)).toEqual(new Set(['a']));
});
