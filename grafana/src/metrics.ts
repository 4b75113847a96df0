import {
  ATTR,
  METRIC,
  prometheusLabel,
  prometheusName,
  type MetricKey,
} from '@agent-vitals/instrumentation/semconv';

/** The contract's metrics by their names in Prometheus. */
export const metric = (key: MetricKey): string => prometheusName(METRIC[key]);

/** The contract's attributes by their names as labels. */
export const label = (key: keyof typeof ATTR): string => prometheusLabel(ATTR[key]);

export { GENERAL, GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
