import { incidentLabelsOf } from '@agent-vitals/config';
import { CRITICAL_ALERTS, MOST_OTHERS } from './alerts/critical-alerts.js';
import { firstStepsOf } from './first-steps.js';
import type { Alert } from './rule.js';

type Annotations = Readonly<Record<string, string>>;

/** What notifications say of an alert: templates of Prometheus, made here and nowhere else. */
export const annotationsOf = (alert: Alert): Annotations => ({
  summary: alert.summary,
  description: alert.description,
  ...(alert.value !== undefined && { value: alert.value }),
  ...(alert.threshold !== undefined && { threshold: alert.threshold }),
  first_steps: firstStepsOf(alert.name)
    .map((step, index) => `${index + 1}. ${literal(step)}`)
    .join('\n'),
  also_failing: alsoFailing(alert),
  ...links(alert),
});

/** A text in which a template of Prometheus finds nothing to expand. */
const literal = (text: string): string => text.replaceAll('{{', '{{ "{{" }}');

/**
 * Other critical alerts that fire, one a line, the oldest first: it is often the cause. Those of
 * the same incident are left out, since they come in the same mail; and so is the Watchdog, which
 * is not critical. A first mail knows what fired a second before its alert, and a later one, such as
 * that of an escalation, what has come since.
 */
function alsoFailing({ component }: Alert): string {
  // A rule adds the component to its result, whose labels alone its templates see.
  const labels = incidentLabelsOf(component).filter((label) => label !== 'component');
  const own = ['component', ...labels].map((label) => `${label}=%q`).join(', ');
  const query = `bottomk(${MOST_OTHERS}, ${CRITICAL_ALERTS} unless ${CRITICAL_ALERTS}{${own}})`;
  const values = labels.map((label) => `$labels.${label}`).join(' ');
  const ask = `printf ${JSON.stringify(query)} ${JSON.stringify(component)} ${values} | query`;
  return `{{ range ${ask} }}{{ .Labels.alertname }}${words('item', ': ')}${words('service_name', ' of ')}\n{{ end }}`;
}

/** Writes a label on one line, where there is one. */
const words = (label: string, before: string): string =>
  String.raw`{{ with .Labels.${label} }}${before}{{ reReplaceAll "\\s+" " " . }}{{ end }}`;

/** They are paths: the console's address is known to who sends the notification, not to the rules. */
function links({ name, dashboard }: Alert): Annotations {
  const variables = [
    ...Object.entries(dashboard.variables).map(
      ([variable, label]) => `var-${variable}={{ urlquery $labels.${label} }}`,
    ),
    ...Object.entries(dashboard.written ?? {}).map(
      ([variable, template]) => `var-${variable}=${template}`,
    ),
  ].join('&');
  return {
    runbook_url: `/runbooks/${name}`,
    dashboard_url: `/dashboards/${dashboard.name}${variables === '' ? '' : `?${variables}`}`,
  };
}
