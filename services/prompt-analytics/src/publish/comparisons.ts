import {
  ATTR,
  COMPARISON_ATTR,
  COMPARISON_METRIC,
  type ComparisonMetricKey,
} from '@agent-vitals/instrumentation/semconv';
import type { Measurement } from '@agent-vitals/worker';
import type { Evidence, MeasureEvidence } from '../evidence/compare-versions.js';
import { knownGauges, type GaugeValues } from './known-gauges.js';

const VALUES: GaugeValues<ComparisonMetricKey, MeasureEvidence> = {
  newer: ({ newer }) => newer.mean,
  older: ({ older }) => older.mean,
  lowestDifference: ({ interval }) => interval?.[0],
  highestDifference: ({ interval }) => interval?.[1],
  newerCount: ({ newer }) => newer.count,
  olderCount: ({ older }) => older.count,
  verdict: () => 1,
};

/**
 * What comparisons are as metrics: of the measures that both versions are known by.
 * @param at when that is so, in milliseconds since 1970
 */
export const comparisonsOf = (evidence: readonly Evidence[], at: number): readonly Measurement[] =>
  evidence.flatMap((each) =>
    each.measures.filter(isOfBoth).flatMap((measure) => measurementsOf(each, measure, at)),
  );

const isOfBoth = ({ newer, older }: MeasureEvidence): boolean => newer.count > 0 && older.count > 0;

function measurementsOf(
  { promptName, newer, older }: Evidence,
  evidence: MeasureEvidence,
  at: number,
): readonly Measurement[] {
  const attributes = {
    [ATTR.promptName]: promptName,
    [COMPARISON_ATTR.measure]: evidence.measure,
    [COMPARISON_ATTR.newer]: newer.version,
    [COMPARISON_ATTR.older]: older.version,
  };
  return knownGauges({
    gauges: COMPARISON_METRIC,
    values: VALUES,
    of: evidence,
    at,
    attributes: (key) => ({
      ...attributes,
      ...(key === 'verdict' && { [COMPARISON_ATTR.verdict]: evidence.verdict }),
    }),
  });
}
