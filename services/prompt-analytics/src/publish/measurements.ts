import { ATTR, REPORT_METRIC, type ReportMetricKey } from '@agent-vitals/instrumentation/semconv';
import type { Measurement } from '@agent-vitals/worker';
import { isObservation, type NamedFact } from '../fact.js';
import { attributesOf } from './attributes.js';

/** The columns of measurements that are published. Tokens and sums are for comparisons only. */
const METRIC_OF: Readonly<Record<string, ReportMetricKey>> = {
  response_time: 'duration',
  cost_per_request: 'cost',
  success_rate: 'score',
  error_rate: 'score',
  user_satisfaction: 'score',
  clarity_score: 'score',
  relevance_score: 'score',
  completeness_score: 'score',
  consistency_score: 'score',
  overall_quality: 'score',
};

/** What a fact is as metrics. Advice and changes are none. */
export function measurementsOf(fact: NamedFact): readonly Measurement[] {
  if (!isObservation(fact)) return [];
  return Object.entries(fact.values).flatMap(([name, value]) => {
    // Whoever assesses names what is assessed; the columns of measurements are known.
    const key = fact.kind === 'measurement' ? METRIC_OF[name] : 'score';
    if (key === undefined) return [];
    const attributes = {
      ...attributesOf(fact),
      ...(key === 'score' && { [ATTR.evaluationName]: name }),
    };
    return [{ gauge: REPORT_METRIC[key], value, at: fact.at, attributes }];
  });
}
