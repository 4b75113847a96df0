import type { HealthReport, History } from '@agent-vitals/health-score/report';
import { expect, it } from 'vitest';
import { curvesOf, historyPath } from './history.js';

const NOW = Date.UTC(2026, 0, 2, 12, 1) / 1000;

const report = {
  evaluatedAt: new Date(NOW * 1000).toISOString(),
  score: 74,
  components: [{ name: 'models', score: 20 }],
} as HealthReport;

const history = (points: [number, number][]): History => ({
  from: new Date((NOW - 6 * 3600) * 1000).toISOString(),
  to: report.evaluatedAt,
  stepSeconds: 120,
  series: [{ component: null, points }],
});

it('asks for the same hours until a new point is there', () => {
  expect(historyPath(240_000)).toBe('/health/history?from=-21360&to=240&step=120');
  expect(historyPath(359_999)).toBe(historyPath(240_000));
});

it('ends the curves with the last report', () => {
  const curves = curvesOf(history([[NOW - 60, 98]]), report);
  expect(curves.to).toBe(NOW);
  expect(curves.pointsOf(null)).toEqual([
    [NOW - 60, 98],
    [NOW, 74],
  ]);
  expect(curves.pointsOf('models')).toEqual([[NOW, 20]]);
});

it('begins the curves where there is something to show, half an hour ago at the latest', () => {
  expect(curvesOf(history([[NOW - 7200, 98]]), report).from).toBe(NOW - 7200);
  expect(curvesOf(history([[NOW - 60, 98]]), report).from).toBe(NOW - 1800);
  expect(curvesOf(history([]), report).from).toBe(NOW - 1800);
});
