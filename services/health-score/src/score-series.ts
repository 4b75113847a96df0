import {
  HEALTH_ATTR,
  prometheusLabel,
  prometheusName,
  type MetricDefinition,
} from '@agent-vitals/instrumentation/semconv';

/** The label that names the component of a score; the whole has none. */
export const COMPONENT_LABEL: string = prometheusLabel(HEALTH_ATTR.component);

/**
 * Selects scores that were published.
 *
 * @param environment those of this one; undefined for those of all environments together
 */
export function scoreSelector(
  scores: readonly MetricDefinition[],
  environment: string | undefined,
): string {
  const names = scores.map((score) => prometheusName(score)).join('|');
  const label = prometheusLabel(HEALTH_ATTR.environment);
  return `{__name__=~"${names}",${label}=${JSON.stringify(environment ?? '')}}`;
}
