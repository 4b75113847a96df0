import { INDICATORS, type IndicatorKey } from '@agent-vitals/config';
import {
  ALERT_ATTR,
  ALERT_METRIC,
  ATTR,
  COMPARISON_ATTR,
  COMPARISON_METRIC,
  CORRELATION_METRIC,
  HEALTH_ATTR,
  HEALTH_METRIC,
  METRIC,
  REPORT_ATTR,
  REPORT_METRIC,
  prometheusLabel,
  prometheusName,
  type AlertMetricKey,
  type ComparisonMetricKey,
  type CorrelationMetricKey,
  type HealthMetricKey,
  type MetricKey,
  type ReportMetricKey,
} from '@agent-vitals/instrumentation/semconv';

/** The contract's metrics by their names in Prometheus. */
export const metric = (key: MetricKey): string => prometheusName(METRIC[key]);

/** The contract's attributes by their names as labels. */
export const label = (key: keyof typeof ATTR): string => prometheusLabel(ATTR[key]);

/** The metrics of the health score by their names in Prometheus. */
export const healthMetric = (key: HealthMetricKey): string => prometheusName(HEALTH_METRIC[key]);

/** The attributes of the health score by their names as labels. */
export const healthLabel = (key: keyof typeof HEALTH_ATTR): string =>
  prometheusLabel(HEALTH_ATTR[key]);

/** The metrics of the alert history by their names in Prometheus. */
export const alertMetric = (key: AlertMetricKey): string => prometheusName(ALERT_METRIC[key]);

/** The attributes of the alert history by their names as labels. */
export const alertLabel = (key: keyof typeof ALERT_ATTR): string =>
  prometheusLabel(ALERT_ATTR[key]);

/** The metrics of comparisons of prompt versions by their names in Prometheus. */
export const comparisonMetric = (key: ComparisonMetricKey): string =>
  prometheusName(COMPARISON_METRIC[key]);

/** The attributes of comparisons of prompt versions by their names as labels. */
export const comparisonLabel = (key: keyof typeof COMPARISON_ATTR): string =>
  prometheusLabel(COMPARISON_ATTR[key]);

/** The metrics of how quality goes with other measures by their names in Prometheus. */
export const correlationMetric = (key: CorrelationMetricKey): string =>
  prometheusName(CORRELATION_METRIC[key]);

/** The metrics of what was found out about prompts elsewhere by their names in Prometheus. */
export const reportMetric = (key: ReportMetricKey): string => prometheusName(REPORT_METRIC[key]);

/** The attributes of what was found out about prompts elsewhere by their names as labels. */
export const reportLabel = (key: keyof typeof REPORT_ATTR): string =>
  prometheusLabel(REPORT_ATTR[key]);

/** Labels of each recorded indicator: `prometheus/src/indicators` gives them. */
export const INDICATOR_LABEL = {
  component: 'component',
  indicator: 'indicator',
  item: 'item',
} as const;

export { GENERAL, GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';

/** Failures as the alerts count them: what the caller gave up is no failure. */
export const FAILED: string = `${label('errorType')}!~"|cancelled"`;

/** Successes. */
export const SUCCEEDED: string = `${label('errorType')}=""`;

/** What Prometheus records of an indicator, or one of the series that it is recorded from. */
export const recorded = (indicator: IndicatorKey, part?: string): string =>
  part === undefined ? INDICATORS[indicator].series : `${INDICATORS[indicator].series}:${part}`;
