import { ALERT_ATTR, prometheusLabel } from '@agent-vitals/instrumentation/semconv';
import * as grafana from '@grafana/grafana-foundation-sdk/dashboard';
import { GENERAL_LABEL } from '../metrics.js';
import { SEVERITY_COLOR } from './colors.js';
import { source } from './grafana-panels.js';

/** Somebody has taken it on: neither good nor bad. */
const TAKEN_ON = '#3b78c4';

/** What happens to alerts and is drawn over every graph: each can be switched off by its name. */
const EVENTS = [
  { name: 'Alerts fired', event: 'fired', color: SEVERITY_COLOR.critical },
  { name: 'Alerts acknowledged', event: 'acknowledged', color: TAKEN_ON },
  { name: 'Alerts resolved', event: 'resolved', color: SEVERITY_COLOR.good },
] as const;

/** Attributes of a log event that are shown as tags. */
const TAGS = [ALERT_ATTR.severity, ALERT_ATTR.component, ALERT_ATTR.service].map((name) =>
  prometheusLabel(name),
);

/**
 * Marks on graphs of when alerts fired, were taken on and ended, by the log events of the alert
 * history: their text is the log line. Attributes are named in Loki as they are in Prometheus.
 */
export const alertAnnotations = (): readonly grafana.AnnotationQueryBuilder[] =>
  EVENTS.map(({ name, event, color }) =>
    new grafana.AnnotationQueryBuilder()
      .name(name)
      .datasource(source('loki'))
      .enable(true)
      .iconColor(color)
      .expr(
        `{${GENERAL_LABEL.serviceName}="alert-history"} | ${prometheusLabel(ALERT_ATTR.event)}="${event}"`,
      )
      .titleFormat(`{{${prometheusLabel(ALERT_ATTR.name)}}}`)
      .tagKeys(TAGS.join(',')),
  );
