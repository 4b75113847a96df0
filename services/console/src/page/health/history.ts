import type { HealthReport, History } from '@agent-vitals/health-score/report';
import type { Point } from './curve.js';

/** Hours that the curves show at most. */
const HOURS = 6;

/** Seconds between two points of a curve. */
const HISTORY_STEP = 120;

/** Seconds that the curves show at least, so that the first minutes do not look like a cliff. */
const LEAST_SECONDS = 1800;

/** Where the scores of the last hours are; the same during a whole step. */
export function historyPath(now: number): string {
  const to = Math.floor(now / 1000 / HISTORY_STEP) * HISTORY_STEP;
  return `/health/history?from=${to - HOURS * 3600}&to=${to}&step=${HISTORY_STEP}`;
}

/** What the curves of a page show: all of them the same time, up to the last report. */
export interface Curves {
  /** Seconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly stepSeconds: number;
  /** The points of a component, or of the whole for null. */
  readonly pointsOf: (component: string | null) => readonly Point[];
}

/**
 * The curves of a report. They begin where there is something to show, and end with the scores of
 * the report itself: the history is up to a step behind.
 */
export function curvesOf(history: History, report: HealthReport): Curves {
  const to = Date.parse(report.evaluatedAt) / 1000;
  const scores = new Map<string | null, number | null>([
    [null, report.score],
    ...report.components.map(({ name, score }) => [name, score] as const),
  ]);
  const points = new Map<string | null, readonly Point[]>(
    history.series.map(({ component, points: past }) => [component, past] as const),
  );
  const first = Math.min(to, ...[...points.values()].map((past) => past[0]?.[0] ?? to));
  return {
    from: Math.min(first, to - LEAST_SECONDS),
    to,
    stepSeconds: history.stepSeconds,
    pointsOf: (component) => [
      ...(points.get(component) ?? []).filter(([seconds]) => seconds < to),
      [to, scores.get(component) ?? null],
    ],
  };
}
