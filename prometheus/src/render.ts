import { stringify } from 'yaml';
import type { Alert, RuleGroup } from './rule.js';

const HEADER = '# Generated from vitals.yaml by `npm run generate`; edit prometheus/src instead.\n';

/** Renders groups as a rule file of Prometheus. */
export function renderRuleFile(groups: readonly RuleGroup[]): string {
  const file = {
    groups: groups.map(({ name, intervalSeconds, recordings, alerts }) => ({
      name,
      interval: `${intervalSeconds}s`,
      rules: [
        ...recordings.map(({ record, expr, labels }) => ({
          record,
          expr,
          ...(labels && { labels }),
        })),
        ...alerts.map((alert) => toRule(alert)),
      ],
    })),
  };
  return HEADER + stringify(file, { lineWidth: 0, singleQuote: true });
}

function toRule(alert: Alert): object {
  return {
    alert: alert.name,
    expr: alert.expr,
    for: `${alert.forSeconds}s`,
    keep_firing_for: `${alert.keepFiringForSeconds}s`,
    labels: { severity: alert.severity, component: alert.component, ...alert.labels },
    annotations: {
      summary: alert.summary,
      description: alert.description,
      ...links(alert),
    },
  };
}

/**
 * Every alert gets its links here and nowhere else. They are paths: the console's address is
 * known to who sends the notification, not to the rules.
 */
function links({ name, dashboard }: Alert): Readonly<Record<string, string>> {
  const variables = [
    ...Object.entries(dashboard.values ?? {}).map(
      ([variable, value]) => `var-${variable}=${value}`,
    ),
    ...Object.entries(dashboard.variables).map(
      ([variable, label]) => `var-${variable}={{ urlquery $labels.${label} }}`,
    ),
  ].join('&');
  return {
    runbook_url: `/runbooks/${name}`,
    dashboard_url: `/dashboards/${dashboard.name}${variables === '' ? '' : `?${variables}`}`,
  };
}
